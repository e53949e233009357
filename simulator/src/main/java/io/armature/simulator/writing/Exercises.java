package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Exercises by what they move and what they need. */
final class Exercises {
    /**
     * One exercise.
     *
     * @param pattern what it trains: squat, hinge, lunge, push, pull, carry, core
     */
    record Exercise(String name, String pattern, String equipment) {}

    private static final List<Exercise> ALL = List.of(
            of("Back squat", "squat", "barbell"),
            of("Front squat", "squat", "barbell"),
            of("Goblet squat", "squat", "dumbbell"),
            of("Kettlebell goblet squat", "squat", "kettlebell"),
            of("Leg press", "squat", "machine"),
            of("Air squat", "squat", "bodyweight"),
            of("Deadlift", "hinge", "barbell"),
            of("Romanian deadlift", "hinge", "barbell"),
            of("Dumbbell hip hinge", "hinge", "dumbbell"),
            of("Kettlebell swing", "hinge", "kettlebell"),
            of("Cable pull-through", "hinge", "cable"),
            of("Hip bridge", "hinge", "bodyweight"),
            of("Walking lunge", "lunge", "dumbbell"),
            of("Step-up", "lunge", "bodyweight"),
            of("Bench press", "push", "barbell"),
            of("Overhead press", "push", "barbell"),
            of("Dumbbell bench press", "push", "dumbbell"),
            of("Kettlebell press", "push", "kettlebell"),
            of("Chest press", "push", "machine"),
            of("Cable fly", "push", "cable"),
            of("Push-up", "push", "bodyweight"),
            of("Bent-over row", "pull", "barbell"),
            of("One-arm row", "pull", "dumbbell"),
            of("Kettlebell row", "pull", "kettlebell"),
            of("Lat pulldown", "pull", "machine"),
            of("Seated cable row", "pull", "cable"),
            of("Chin-up", "pull", "bodyweight"),
            of("Inverted row", "pull", "bodyweight"),
            of("Farmer's walk", "carry", "dumbbell"),
            of("Suitcase carry", "carry", "kettlebell"),
            of("Plank", "core", "bodyweight"),
            of("Dead bug", "core", "bodyweight"));

    private Exercises() {}

    /** Those that an athlete can do, of one of these patterns; at least one, whatever must be avoided. */
    static List<Exercise> of(JsonNode input, List<String> patterns) {
        List<String> equipment = new ArrayList<>(List.of("bodyweight"));
        input.path("equipment").forEach(e -> equipment.add(e.asString("")));
        List<String> avoid = input.path("athlete")
                .path("avoid")
                .valueStream()
                .map(word -> word.asString("").toLowerCase(Locale.ROOT))
                .toList();
        List<Exercise> fit = ALL.stream()
                .filter(e -> patterns.contains(e.pattern()))
                .filter(e -> equipment.contains(e.equipment()))
                .filter(e -> avoid.stream()
                        .noneMatch(word -> e.name().toLowerCase(Locale.ROOT).contains(word)))
                .toList();
        return fit.isEmpty() ? List.of(of("Free movement", patterns.getFirst(), "bodyweight")) : fit;
    }

    private static Exercise of(String name, String pattern, String equipment) {
        return new Exercise(name, pattern, equipment);
    }
}
