package io.armature.blueprints;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long it takes to judge a meal as a model wrote it: reading, schema and every rule of meal-day. Not a test; run
 * its main method (see docs/blueprints.md).
 */
final class JudgingMeasurement {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 20_000;

    private JudgingMeasurement() {}

    public static void main(String[] arguments) {
        Stage meal = BuiltIn.MEAL_DAY.item("meal");
        Variables variables = Variables.forItem(
                BuiltIn.input(),
                BuiltIn.MEAL_DAY.header(BuiltIn.day()),
                BuiltIn.day().path("meal_structure").path(1));
        String answer = BuiltIn.text("good/lunch.json");
        long[] nanos = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            if (!(meal.judge(answer, variables) instanceof Verdict.Accepted)) {
                throw new IllegalStateException("the good lunch is not accepted");
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%d characters, %d rounds: median %.3f ms, p90 %.3f, p99 %.3f%n",
                answer.length(),
                ROUNDS,
                nanos[ROUNDS / 2] / 1e6,
                nanos[ROUNDS * 9 / 10] / 1e6,
                nanos[ROUNDS * 99 / 100] / 1e6);
    }
}
