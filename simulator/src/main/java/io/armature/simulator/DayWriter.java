package io.armature.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the skeleton of {@code meal-day}: meals around the workouts, each with its share of the day's targets. */
final class DayWriter {
    private record Slot(String id, String name, int minutes, double weight, String purpose) {}

    private DayWriter() {}

    static ObjectNode write(JsonNode input) {
        List<Slot> slots = slots(input);
        JsonNode targets = input.path("targets");
        ObjectNode day = JsonMapper.shared().createObjectNode();
        day.set("daily_targets", targets);
        day.put(
                "day_rationale",
                "Main meals carry most of the energy, snacks sit around the training. Invented by a simulator.");
        ArrayNode structure = day.putArray("meal_structure");
        double whole = slots.stream().mapToDouble(Slot::weight).sum();
        for (Slot slot : slots) {
            double share = slot.weight() / whole;
            double protein = MealWriter.round(targets.path("protein_g").asDouble(0) * share);
            double carbs = MealWriter.round(targets.path("carbs_g").asDouble(0) * share);
            double fat = MealWriter.round(targets.path("fat_g").asDouble(0) * share);
            double energy = targets.path("calories").asDouble(0) * share;
            structure
                    .addObject()
                    .put("meal_id", slot.id())
                    .put("name", slot.name())
                    .put("time", "%02d:%02d".formatted(slot.minutes() / 60, slot.minutes() % 60))
                    .put("purpose", slot.purpose())
                    .put("calories_target", MealWriter.round(energy))
                    .put("protein_g_target", protein)
                    .put("carbs_g_target", carbs)
                    .put("fat_g_target", fat)
                    .put(
                            "sodium_mg_target",
                            MealWriter.round(targets.path("sodium_mg").asDouble(0) * share));
        }
        return day;
    }

    private static List<Slot> slots(JsonNode input) {
        List<Slot> wanted = new ArrayList<>(List.of(
                new Slot("breakfast", "Breakfast", 7 * 60, 3, "to start the day"),
                new Slot("lunch", "Lunch", 12 * 60 + 30, 3.5, "the main meal of the day"),
                new Slot("dinner", "Dinner", 19 * 60, 3.5, "to end the day and to repair")));
        int number = 0;
        for (JsonNode workout : input.path("workouts")) {
            number++;
            int start = minutes(workout.path("start").asString("08:00"));
            int length = workout.path("duration_min").asInt(60);
            wanted.add(new Slot(
                    "pre_workout_" + number,
                    "Before workout " + number,
                    start - 75,
                    1.2,
                    "easy carbohydrate before training"));
            wanted.add(new Slot(
                    "post_workout_" + number,
                    "After workout " + number,
                    start + length + 30,
                    1.6,
                    "to refill and repair"));
            if (length > 90) {
                wanted.add(new Slot(
                        "during_workout_" + number,
                        "During workout " + number,
                        start + length / 2,
                        1.5,
                        "carbohydrate and sodium on the way"));
            }
        }
        wanted.add(new Slot("afternoon_snack", "Afternoon snack", 15 * 60 + 45, 1.2, "to bridge the afternoon"));
        wanted.add(new Slot("evening_snack", "Evening snack", 21 * 60, 1, "slow protein for the night"));
        wanted.add(new Slot("morning_snack", "Morning snack", 10 * 60 + 10, 1, "to bridge the morning"));
        int count = Math.clamp(
                input.path("preferences").path("meals").asInt(3 + 2 * number), 3, Math.min(10, wanted.size()));
        return spread(wanted.subList(0, count));
    }

    /** In order of time, none at the same minute, all within the day. */
    private static List<Slot> spread(List<Slot> slots) {
        List<Slot> ordered = new ArrayList<>();
        int after = 4 * 60;
        for (Slot slot :
                slots.stream().sorted(Comparator.comparingInt(Slot::minutes)).toList()) {
            int at = Math.max(after, slot.minutes());
            after = at + 15;
            ordered.add(new Slot(slot.id(), slot.name(), Math.min(at, 23 * 60 + 59), slot.weight(), slot.purpose()));
        }
        return ordered;
    }

    private static int minutes(String time) {
        String[] parts = time.split(":", 2);
        return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    }
}
