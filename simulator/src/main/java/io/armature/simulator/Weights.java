package io.armature.simulator;

import java.util.Arrays;

/** Grams of three foods that give wanted grams of protein, carbohydrate and fat: Cramer's rule on three equations. */
final class Weights {
    private static final double HEAVIEST = 700;

    private Weights() {}

    static double[] solve(Food[] foods, double[] want) {
        double[][] a = new double[3][3];
        for (int i = 0; i < 3; i++) {
            a[0][i] = foods[i].protein() / 100;
            a[1][i] = foods[i].carbs() / 100;
            a[2][i] = foods[i].fat() / 100;
        }
        double d = determinant(a);
        double[] grams = new double[3];
        for (int i = 0; i < 3; i++) {
            double[][] replaced = {a[0].clone(), a[1].clone(), a[2].clone()};
            for (int row = 0; row < 3; row++) {
                replaced[row][i] = want[row];
            }
            grams[i] = Math.abs(d) < 1e-9 ? Double.NaN : determinant(replaced) / d;
        }
        return grams;
    }

    static boolean plausible(double[] grams) {
        return Arrays.stream(grams).allMatch(g -> g >= -2 && g <= HEAVIEST);
    }

    static double[] clamped(double[] grams) {
        return Arrays.stream(grams)
                .map(g -> Double.isNaN(g) ? 0 : Math.max(0, g))
                .toArray();
    }

    private static double determinant(double[][] m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }
}
