package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Which meals a day has, and when: three main meals, meals around the workouts, and snacks up to the wanted number. */
final class DayPlan {
    private static final int FEWEST = 3;
    private static final int MOST = 10;
    private static final double MUCH_ENERGY_KCAL = 3_200;
    private static final int GAP_MINUTES = 20;
    private static final int LAST_MINUTE = 23 * 60 + 45;

    private final List<Workout> workouts;
    private final RandomGenerator random;
    private final int count;

    DayPlan(JsonNode input, RandomGenerator random) {
        this.workouts = input.path("workouts").valueStream().map(Workout::of).toList();
        this.random = random;
        int usual =
                5 + workouts.size() + (input.path("targets").path("calories").asDouble(0) > MUCH_ENERGY_KCAL ? 1 : 0);
        this.count = Math.clamp(input.path("preferences").path("meals").asInt(Math.min(usual, 8)), FEWEST, MOST);
    }

    /** In order of time, each at its own. */
    List<Slot> slots() {
        List<Slot> byImportance = new ArrayList<>(mains());
        byImportance.addAll(aroundWorkouts());
        byImportance.addAll(snacks());
        return spread(byImportance.subList(0, count)).stream()
                .map(slot -> inWorkout(slot.minute()) ? slot.light() : slot)
                .toList();
    }

    private List<Slot> mains() {
        return List.of(
                Slot.of("breakfast", "Breakfast", free(7 * 60 + jitter()), "to start the day", 2.6, 3.0, 2.6, 2.0),
                Slot.of(
                        "lunch",
                        "Lunch",
                        free(12 * 60 + 30 + jitter()),
                        "the main meal of the day",
                        3.6,
                        3.2,
                        3.8,
                        3.0),
                Slot.of("dinner", "Dinner", free(19 * 60 + jitter()), "to refill and to repair", 3.6, 3.2, 3.8, 3.0));
    }

    /** What matters most comes first: eating after, on the way of long ones, before. */
    private List<Slot> aroundWorkouts() {
        List<Slot> after = new ArrayList<>();
        List<Slot> during = new ArrayList<>();
        List<Slot> before = new ArrayList<>();
        for (int i = 0; i < workouts.size(); i++) {
            Workout workout = workouts.get(i);
            String number = "_" + (i + 1);
            String what = workout.words();
            double load = workout.load();
            after.add(Slot.of(
                    "post_workout" + number,
                    "After workout " + (i + 1),
                    workout.end() + 25,
                    "to refill and repair after the " + what,
                    1.5 + 0.2 * load,
                    1.3 + 0.5 * load,
                    0.6,
                    1.0 + 0.6 * load));
            if (workout.isLong()) {
                during.add(Slot.of(
                        "during_workout" + number,
                        "During workout " + (i + 1),
                        workout.start() + workout.minutes() / 3,
                        "carbohydrate and sodium on the way of the " + what,
                        0.1,
                        1.0 + 0.5 * load,
                        0.05,
                        1.0 + 0.8 * load));
            }
            before.add(Slot.of(
                    "pre_workout" + number,
                    "Before workout " + (i + 1),
                    workout.start() - 75,
                    "easy carbohydrate before the " + what,
                    0.5,
                    1.2 + 0.2 * load,
                    0.3,
                    1.0));
        }
        List<Slot> all = new ArrayList<>(after);
        all.addAll(during);
        all.addAll(before);
        return all;
    }

    private List<Slot> snacks() {
        return List.of(
                Slot.of(
                        "afternoon_snack",
                        "Afternoon snack",
                        15 * 60 + 45,
                        "to bridge the afternoon",
                        1.1,
                        1.1,
                        1.2,
                        0.7),
                Slot.of(
                        "evening_snack",
                        "Evening snack",
                        21 * 60 + 15,
                        "slow protein for the night",
                        1.4,
                        0.7,
                        1.0,
                        0.6),
                Slot.of("morning_snack", "Morning snack", 10 * 60, "to bridge the morning", 1.0, 1.1, 1.1, 0.7),
                Slot.of("late_lunch_snack", "Small snack", 14 * 60 + 10, "a bite between", 0.8, 0.9, 0.8, 0.6),
                Slot.of("early_snack", "Early snack", 6 * 60, "a first bite", 0.6, 1.0, 0.6, 0.5),
                Slot.of("supper_snack", "Supper snack", 17 * 60 + 20, "to hold until dinner", 0.8, 0.9, 0.9, 0.6),
                Slot.of("bedtime_snack", "Bedtime snack", 22 * 60 + 20, "a last bite", 0.9, 0.6, 0.7, 0.4));
    }

    /** A main meal waits until a workout is over. */
    private int free(int minute) {
        return workouts.stream()
                .filter(w -> minute > w.start() - 45 && minute < w.end() + 10)
                .mapToInt(w -> w.end() + 50)
                .findFirst()
                .orElse(minute);
    }

    private boolean inWorkout(int minute) {
        return workouts.stream().anyMatch(w -> minute >= w.start() && minute < w.end());
    }

    private int jitter() {
        return 5 * random.nextInt(-3, 4);
    }

    /** Gaps between all of them, and none past the end of the day, however late a workout ends. */
    private static List<Slot> spread(List<Slot> slots) {
        List<Slot> ordered = new ArrayList<>(
                slots.stream().sorted(Comparator.comparingInt(Slot::minute)).toList());
        int earliest = 0;
        for (int i = 0; i < ordered.size(); i++) {
            int at = Math.max(ordered.get(i).minute() / 5 * 5, earliest);
            ordered.set(i, ordered.get(i).at(at));
            earliest = at + GAP_MINUTES;
        }
        int latest = LAST_MINUTE;
        for (int i = ordered.size() - 1; i >= 0; i--) {
            int at = Math.min(ordered.get(i).minute(), latest);
            ordered.set(i, ordered.get(i).at(at));
            latest = at - GAP_MINUTES;
        }
        return ordered;
    }
}
