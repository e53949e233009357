package io.armature.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one meal of {@code meal-day} that meets its targets: foods are picked, then their weights are solved for. */
final class MealWriter {
    private static final int TRIES = 40;

    private MealWriter() {}

    static ObjectNode write(JsonNode input, JsonNode spec, RandomGenerator random) {
        JsonNode athlete = input.path("athlete");
        Map<Food, Double> grams = foods(athlete, spec, random);
        ObjectNode meal = JsonMapper.shared().createObjectNode();
        meal.put("meal_id", spec.path("meal_id").asString(""))
                .put("time", spec.path("time").asString(""));
        ArrayNode foods = meal.putArray("foods");
        double[] totals = new double[5];
        grams.forEach((food, weight) -> add(foods, totals, food, weight));
        ObjectNode sums = meal.putObject("totals");
        String[] names = {"calories", "protein_g", "carbs_g", "fat_g", "sodium_mg"};
        for (int i = 0; i < names.length; i++) {
            sums.put(names[i], round(totals[i]));
        }
        String first = grams.keySet().iterator().next().name().toLowerCase(Locale.ROOT);
        meal.put("rationale", rationale(spec, first, random));
        alternatives(
                meal.putArray("alternatives"),
                grams.keySet(),
                athlete.path("country").asString("your country"),
                random);
        return meal;
    }

    private static void add(ArrayNode foods, double[] totals, Food food, double weight) {
        double share = weight / 100;
        double protein = round(food.protein() * share);
        double carbs = round(food.carbs() * share);
        double fat = round(food.fat() * share);
        double[] values = {round(4 * protein + 4 * carbs + 9 * fat), protein, carbs, fat, round(food.sodium() * share)};
        ObjectNode entry = foods.addObject();
        entry.put("item", food.name());
        entry.put("portion", portion(food, weight));
        entry.put("grams", round(weight));
        entry.put("calories", values[0])
                .put("protein_g", protein)
                .put("carbs_g", carbs)
                .put("fat_g", fat);
        entry.put("sodium_mg", values[4]);
        for (int i = 0; i < values.length; i++) {
            totals[i] += values[i];
        }
    }

    /** Picks foods until their weights come out positive and a plate holds them; pure foods always do. */
    private static Map<Food, Double> foods(JsonNode athlete, JsonNode spec, RandomGenerator random) {
        List<Food> eaten = Food.TABLE.stream()
                .filter(food -> food.eatenBy(athlete.path("diet").asString("omnivore")))
                .filter(food -> !named(food, athlete.path("allergies")) && !named(food, athlete.path("dislikes")))
                .toList();
        double[] want = {
            spec.path("protein_g_target").asDouble(0),
            spec.path("carbs_g_target").asDouble(0),
            spec.path("fat_g_target").asDouble(0)
        };
        Map<Food, Double> grams = new LinkedHashMap<>();
        for (int i = 0; i < TRIES && grams.isEmpty(); i++) {
            Food side = pick(eaten, 'x', random);
            double sideGrams = spec.path("calories_target").asDouble(0) > 250 ? side.measureGrams() : 0;
            double[] left = {
                want[0] - side.protein() * sideGrams / 100,
                want[1] - side.carbs() * sideGrams / 100,
                want[2] - side.fat() * sideGrams / 100
            };
            Food[] main = {pick(eaten, 'p', random), pick(eaten, 'c', random), pick(eaten, 'f', random)};
            double[] weights = Weights.solve(main, left);
            if (Weights.plausible(weights)) {
                put(grams, main, weights);
                if (sideGrams > 0) {
                    grams.put(side, sideGrams);
                }
            }
            if (sodium(grams) > spec.path("sodium_mg_target").asDouble(0) * 1.2 + 80) {
                grams.clear();
            }
        }
        if (grams.isEmpty()) {
            Food[] pure = {Food.PROTEIN, Food.CARBS, Food.FAT};
            put(grams, pure, Weights.clamped(Weights.solve(pure, want)));
        }
        double salt = (spec.path("sodium_mg_target").asDouble(0) - sodium(grams)) / Food.SALT.sodium() * 100;
        if (salt > 0.05 || grams.isEmpty()) {
            grams.put(Food.SALT, Math.max(salt, 0.1));
        }
        return grams;
    }

    private static double sodium(Map<Food, Double> grams) {
        return grams.entrySet().stream()
                .mapToDouble(e -> e.getKey().sodium() * e.getValue() / 100)
                .sum();
    }

    private static void put(Map<Food, Double> grams, Food[] foods, double[] weights) {
        for (int i = 0; i < foods.length; i++) {
            if (weights[i] >= 0.5) {
                grams.merge(foods[i], weights[i], Double::sum);
            }
        }
    }

    private static Food pick(List<Food> eaten, char role, RandomGenerator random) {
        List<Food> choice = eaten.stream().filter(food -> food.role() == role).toList();
        return choice.isEmpty() ? Food.CARBS : choice.get(random.nextInt(choice.size()));
    }

    private static boolean named(Food food, JsonNode words) {
        return words.valueStream()
                .map(word -> word.asString("").toLowerCase(Locale.ROOT).strip())
                .anyMatch(word -> !word.isEmpty()
                        && food.name()
                                .toLowerCase(Locale.ROOT)
                                .contains(word.endsWith("s") ? word.substring(0, word.length() - 1) : word));
    }

    private static String portion(Food food, double weight) {
        double measures = Math.round(weight / food.measureGrams() * 4) / 4.0;
        return measures < 0.25
                ? Math.max(1, Math.round(weight)) + " g"
                : String.format(
                        Locale.ROOT,
                        "%s x %s",
                        measures == Math.rint(measures) ? "" + (long) measures : "" + measures,
                        food.measure());
    }

    private static String rationale(JsonNode spec, String first, RandomGenerator random) {
        List<String> middle = new ArrayList<>(List.of(
                "The carbohydrate refills what training takes from the muscles.",
                "The protein is spread over the day so that repair never stops.",
                "The sodium replaces what sweat carries away.",
                "Fat stays low enough that the stomach empties in time.",
                "The portions are easy to weigh and to carry."));
        java.util.Collections.shuffle(middle, new java.util.Random(random.nextLong()));
        return "Built around " + first + ", this meal meets its share of the day's energy. "
                + String.join(" ", middle.subList(0, 1 + random.nextInt(3)))
                + " It is invented by a simulator and no advice for eating.";
    }

    private static void alternatives(ArrayNode list, Iterable<Food> foods, String country, RandomGenerator random) {
        for (Food food : foods) {
            if (food != Food.SALT && list.size() < 3 && (list.isEmpty() || random.nextBoolean())) {
                list.addObject()
                        .put("instead_of", food.name())
                        .put(
                                "use",
                                "a local brand of " + food.name().toLowerCase(Locale.ROOT) + " from a supermarket in "
                                        + country)
                        .put("why", "sold everywhere there, with nearly the same values");
            }
        }
        if (list.isEmpty()) {
            list.addObject()
                    .put("instead_of", "Table salt")
                    .put("use", "iodised salt")
                    .put("why", "sold everywhere");
        }
    }

    static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
