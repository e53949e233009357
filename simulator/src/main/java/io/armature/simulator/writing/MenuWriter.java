package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The skeleton of {@code recipe-week}: one slot for each day and meal, each with a theme of its own. */
final class MenuWriter implements Writer {
    private static final int MOST_DAYS = 7;
    private static final int MINUTES = 60;
    private static final int CALORIES = 1_900;

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        JsonNode input = ask.input();
        int days = Math.clamp(input.path("days").asInt(1), 1, MOST_DAYS);
        List<String> meals = input.path("meal_types")
                .valueStream()
                .map(meal -> meal.asString(""))
                .toList();
        int minutes = input.path("max_minutes").asInt(MINUTES);
        double calories = input.path("calories_per_day").asDouble(CALORIES * share(meals));
        ObjectNode week = JsonMapper.shared().createObjectNode();
        week.put("title", days == 1 ? "A day of recipes" : days + " days of recipes")
                .put("days", days);
        week.put(
                "overview",
                "Every slot has a kitchen and a main ingredient of its own, so that nothing comes twice. A simulator"
                        + " invented this plan.");
        ArrayNode slots = week.putArray("slots");
        Set<String> themes = new HashSet<>();
        for (int day = 1; day <= days; day++) {
            for (String meal : meals) {
                Optional<Dish> dish = idea(Dishes.eatenBy(input.path("eaters"), meal, minutes), themes, random);
                slots.addObject()
                        .put("slot_id", "day-" + day + "-" + meal)
                        .put("day", day)
                        .put("meal", meal)
                        .put("cuisine", dish.map(Dish::cuisine).orElse("Home-style"))
                        .put("main", dish.map(Dish::main).orElse("what the pantry has"))
                        .put("calories_target", Math.round(calories * share(List.of(meal)) / share(meals)))
                        .put("minutes_max", minutes);
            }
        }
        return week;
    }

    /** A dish whose kitchen and main ingredient no slot has. */
    private static Optional<Dish> idea(List<Dish> known, Set<String> themes, RandomGenerator random) {
        List<Dish> left = new ArrayList<>(known);
        while (!left.isEmpty()) {
            Dish dish = left.remove(random.nextInt(left.size()));
            if (themes.add(dish.cuisine() + "/" + dish.main())) {
                return Optional.of(dish);
            }
        }
        return Optional.empty();
    }

    private static double share(List<String> meals) {
        return meals.stream()
                .mapToDouble(meal -> switch (meal) {
                    case "breakfast" -> 0.25;
                    case "lunch" -> 0.35;
                    default -> 0.40;
                })
                .sum();
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        ArrayNode slots = (ArrayNode) wrong.path("slots");
        ObjectNode slot = (ObjectNode) slots.path(random.nextInt(slots.size()));
        if (random.nextBoolean()) {
            slot.put("minutes_max", slot.path("minutes_max").asInt(0) + 300);
        } else {
            wrong.put("days", wrong.path("days").asInt(1) + 1);
        }
        return wrong;
    }
}
