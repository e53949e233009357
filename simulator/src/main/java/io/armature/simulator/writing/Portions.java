package io.armature.simulator.writing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weighs foods so that together they give wanted grams of protein, carbohydrate and fat.
 *
 * <p>Minimises {@code sum((Ax - wanted)^2 / allowed^2) + PULL * sum((x/usual - 1)^2)} over the weights {@code x}, each
 * between 0 and the most that one eats at once, by coordinate descent: bounded least squares with a pull towards usual
 * portions. With three sums and some seven foods that takes microseconds.
 */
final class Portions {
    private static final double PULL = 0.02;
    private static final int SWEEPS = 150;
    /** Nobody weighs more exactly; no sweep that changes less is worth another. */
    private static final double EXACT_GRAMS = 0.3;

    private static final double SMALLEST_GRAMS = 4;

    private final List<Food> foods;
    private final double[] wanted;
    private final double[] allowed;

    /** @param wanted grams of protein, carbohydrate and fat */
    Portions(List<Food> foods, double[] wanted) {
        this.foods = List.copyOf(foods);
        this.wanted = wanted.clone();
        // Half of what the blueprint's rules allow, so that rounding has room.
        this.allowed = Arrays.stream(wanted).map(w -> 0.05 * w + 1.5).toArray();
    }

    /** Whole grams by food, those below a bite left out. */
    Map<Food, Double> weigh() {
        double[] grams = new double[foods.size()];
        double energy = 4 * wanted[0] + 4 * wanted[1] + 9 * wanted[2];
        double[] usual = foods.stream()
                .mapToDouble(food -> Math.clamp(food.measureGrams() * energy / 500, 5, food.mostGrams()))
                .toArray();
        System.arraycopy(usual, 0, grams, 0, grams.length);
        double[] missing = missing(grams);
        double change = Double.MAX_VALUE;
        for (int sweep = 0; sweep < SWEEPS && change > EXACT_GRAMS; sweep++) {
            change = 0;
            for (int i = 0; i < grams.length; i++) {
                change = Math.max(change, improve(i, grams, usual[i], missing));
            }
        }
        Map<Food, Double> portions = new LinkedHashMap<>();
        for (int i = 0; i < grams.length; i++) {
            double rounded = grams[i] >= 40 ? Math.round(grams[i] / 5) * 5 : Math.round(grams[i]);
            if (rounded >= Math.min(SMALLEST_GRAMS, foods.get(i).measureGrams())) {
                portions.merge(foods.get(i), rounded, Double::sum);
            }
        }
        return portions;
    }

    /** Sets one weight to its best value while the others stay; by how many grams that was. */
    private double improve(int i, double[] grams, double usual, double[] missing) {
        Food food = foods.get(i);
        double slope = PULL * (1 - grams[i] / usual) / usual;
        double curve = PULL / (usual * usual);
        for (int k = 0; k < 3; k++) {
            double a = food.macro(k) / allowed[k];
            slope += a * missing[k] / allowed[k];
            curve += a * a;
        }
        double next = Math.clamp(grams[i] + slope / curve, 0, food.mostGrams());
        for (int k = 0; k < 3; k++) {
            missing[k] -= food.macro(k) * (next - grams[i]);
        }
        double change = Math.abs(next - grams[i]);
        grams[i] = next;
        return change;
    }

    private double[] missing(double[] grams) {
        double[] missing = wanted.clone();
        for (int i = 0; i < grams.length; i++) {
            for (int k = 0; k < 3; k++) {
                missing[k] -= foods.get(i).macro(k) * grams[i];
            }
        }
        return missing;
    }

    /** What these portions lack (above 0) or have too much (below 0), in units of what is allowed: within 1 is good. */
    double[] off(Map<Food, Double> portions) {
        double[] off = wanted.clone();
        portions.forEach((food, grams) -> {
            for (int k = 0; k < 3; k++) {
                off[k] -= food.macro(k) * grams;
            }
        });
        for (int k = 0; k < 3; k++) {
            off[k] /= allowed[k];
        }
        return off;
    }
}
