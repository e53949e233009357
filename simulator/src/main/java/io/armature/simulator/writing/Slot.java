package io.armature.simulator.writing;

import java.util.List;

/**
 * A meal of a day to be: when, what for, and its weight in the day's protein, carbohydrate, fat and sodium.
 *
 * @param minute of the day
 */
record Slot(String id, String name, int minute, String purpose, List<Double> weights) {
    static Slot of(String id, String name, int minute, String purpose, Double... weights) {
        return new Slot(id, name, minute, purpose, List.of(weights));
    }

    Slot at(int other) {
        return new Slot(id, name, other, purpose, weights);
    }

    /** With hardly any fat, as a meal on the way must be. */
    Slot light() {
        return new Slot(
                id,
                name,
                minute,
                purpose,
                List.of(weights.get(0), weights.get(1), Math.min(weights.get(2), 0.05), weights.get(3)));
    }

    String time() {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
