package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recipe of {@code recipe-week}: after one of the candidates where there are any, else after a dish that fits the
 * slot's theme. What the prompt's faults name it does not write.
 */
final class RecipeWriter implements Writer {
    private static final int MINUTES = 240;

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        List<Dish> offered = ask.block("candidates")
                .valueStream()
                .flatMap(candidate -> Dishes.named(candidate.path("name").asString("")).stream())
                .filter(dish -> isWelcome(dish.name(), ask))
                .toList();
        Dish dish = offered.isEmpty() ? own(Set.of(), ask, random) : offered.get(random.nextInt(offered.size()));
        return recipe(dish, ask, ask.block("candidates").isEmpty() ? "" : basedOn(dish, ask));
    }

    /** A recipe of the model's own, by none of these names. */
    static ObjectNode unlike(Set<String> taken, Ask ask, RandomGenerator random) {
        return recipe(own(taken, ask, random), ask, "");
    }

    /** The same dish again, weighed for this slot, unless those who eat it must not or the faults name it. */
    @Override
    public Optional<JsonNode> again(Ask ask, JsonNode earlier) {
        return Dishes.named(earlier.path("name").asString(""))
                .filter(dish -> fitting(ask).contains(dish) && isWelcome(dish.name(), ask))
                .map(dish -> recipe(dish, ask, ask.block("candidates").isEmpty() ? "" : basedOn(dish, ask)));
    }

    private static boolean isWelcome(String name, Ask ask) {
        return !ask.faults().contains(name.toLowerCase(Locale.ROOT));
    }

    private static String basedOn(Dish dish, Ask ask) {
        return ask.block("candidates")
                .valueStream()
                .map(candidate -> candidate.path("id").asString(""))
                .filter(dish.id()::equals)
                .findFirst()
                .orElseGet(() -> ask.block("candidates").path(0).path("id").asString(""));
    }

    private static List<Dish> fitting(Ask ask) {
        return Dishes.eatenBy(
                ask.input().path("eaters"),
                ask.spec().path("meal").asString("lunch"),
                ask.spec().path("minutes_max").asInt(MINUTES));
    }

    /** A dish of the slot's theme; one like it, and then any, where that is not welcome. */
    private static Dish own(Set<String> taken, Ask ask, RandomGenerator random) {
        List<Dish> fitting = fitting(ask).stream()
                .filter(dish -> isWelcome(dish.name(), ask) && !taken.contains(dish.name()))
                .toList();
        if (ask.faults().contains("which the plan has already") && !fitting.isEmpty()) {
            // Told that it is like another, a dish of the same theme would be so again.
            return fitting.get(random.nextInt(fitting.size()));
        }
        String cuisine = ask.spec().path("cuisine").asString("");
        String main = ask.spec().path("main").asString("");
        List<Dish> best = new ArrayList<>();
        int most = -1;
        for (Dish dish : fitting) {
            int likeness = (dish.main().equals(main) ? 2 : 0) + (dish.cuisine().equals(cuisine) ? 1 : 0);
            if (likeness > most) {
                best.clear();
                most = likeness;
            }
            if (likeness == most) {
                best.add(dish);
            }
        }
        return best.isEmpty() ? Dishes.ALL.getFirst() : best.get(random.nextInt(best.size()));
    }

    private static ObjectNode recipe(Dish dish, Ask ask, String basedOn) {
        JsonNode spec = ask.spec();
        double factor = spec.path("calories_target").asDouble(dish.energy()) / dish.energy();
        ObjectNode recipe = JsonMapper.shared().createObjectNode();
        recipe.put("slot_id", spec.path("slot_id").asString(""))
                .put("meal", spec.path("meal").asString(""))
                .put("name", dish.name())
                .put("cuisine", dish.cuisine())
                .put("based_on", basedOn)
                .put("minutes", dish.minutes());
        ArrayNode ingredients = recipe.putArray("ingredients");
        for (Map.Entry<Food, Double> food : dish.foods().entrySet()) {
            double grams = Math.max(1, Math.round(food.getValue() * factor));
            ingredients
                    .addObject()
                    .put("item", Dish.called(food.getKey()))
                    .put("amount", Math.round(grams) + " g")
                    .put("grams", grams);
        }
        dish.seasoning()
                .forEach(name -> ingredients
                        .addObject()
                        .put("item", name)
                        .put("amount", "to taste")
                        .put("grams", 2));
        ArrayNode steps = recipe.putArray("steps");
        steps.add("Weigh and cut "
                + String.join(
                        ", ", dish.foods().keySet().stream().map(Dish::called).toList()) + ".");
        steps.add(dish.method() + ".");
        steps.add("Season with " + String.join(", ", dish.seasoning()) + " and serve.");
        double protein = MealWriter.tenth(dish.grams(0) * factor);
        double carbs = MealWriter.tenth(dish.grams(1) * factor);
        double fat = MealWriter.tenth(dish.grams(2) * factor);
        recipe.putObject("nutrition")
                .put("calories", (double) Math.round(4 * protein + 4 * carbs + 9 * fat))
                .put("protein_g", protein)
                .put("carbs_g", carbs)
                .put("fat_g", fat);
        recipe.put("note", "A simulator invented this recipe; only the nutrition of its foods is true.");
        return recipe;
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        ObjectNode nutrition = (ObjectNode) wrong.path("nutrition");
        switch (random.nextInt(3)) {
            case 0 ->
                nutrition.put("calories", Math.round(nutrition.path("calories").doubleValue() * 1.6 + 80));
            case 1 -> wrong.put("slot_id", "another-slot");
            default -> wrong.put("minutes", 600);
        }
        return wrong;
    }
}
