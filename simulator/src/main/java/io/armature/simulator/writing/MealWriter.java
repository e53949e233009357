package io.armature.simulator.writing;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one meal of {@code meal-day} that meets its targets with foods that the athlete eats. */
final class MealWriter implements Writer {
    private static final List<String> SUMS = List.of("calories", "protein_g", "carbs_g", "fat_g", "sodium_mg");

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        JsonNode spec = ask.spec();
        JsonNode athlete = ask.input().path("athlete");
        Map<Food, Double> portions = new Plate(Foods.eatenBy(athlete), spec, random).fill();
        ObjectNode meal = JsonMapper.shared().createObjectNode();
        meal.put("meal_id", spec.path("meal_id").asString(""))
                .put("time", spec.path("time").asString("12:00"));
        ArrayNode foods = meal.putArray("foods");
        portions.forEach((food, grams) -> add(foods.addObject(), food, grams));
        ObjectNode totals = meal.putObject("totals");
        SUMS.forEach(sum -> totals.put(
                sum,
                tenth(foods.valueStream()
                        .mapToDouble(f -> f.path(sum).doubleValue())
                        .sum())));
        meal.put("rationale", MealWords.rationale(Moment.of(spec), portions, random));
        meal.set("alternatives", Alternatives.of(portions.keySet(), athlete, random));
        return meal;
    }

    private static void add(ObjectNode entry, Food food, double grams) {
        double protein = tenth(food.protein() * grams / 100);
        double carbs = tenth(food.carbs() * grams / 100);
        double fat = tenth(food.fat() * grams / 100);
        entry.put("item", food.name())
                .put("portion", MealWords.portion(food, grams))
                .put("grams", tenth(grams))
                .put("calories", (double) Math.round(4 * protein + 4 * carbs + 9 * fat))
                .put("protein_g", protein)
                .put("carbs_g", carbs)
                .put("fat_g", fat)
                .put("sodium_mg", (double) Math.round(food.sodium() * grams / 100));
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        ObjectNode totals = (ObjectNode) wrong.path("totals");
        switch (random.nextInt(4)) {
            case 0 -> totals.put("calories", Math.round(totals.path("calories").doubleValue() * 1.5 + 60));
            case 1 -> totals.put("protein_g", tenth(totals.path("protein_g").doubleValue() * 1.4 + 12));
            case 2 -> wrong.put("meal_id", "another_meal");
            default -> wrong.put("rationale", "It is good for you and it is all that one needs.");
        }
        return wrong;
    }

    static double tenth(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
