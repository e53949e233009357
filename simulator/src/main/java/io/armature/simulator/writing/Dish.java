package io.armature.simulator.writing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A dish that one can cook; see {@code dishes.txt}.
 *
 * @param main what sets it apart from the others of its kind
 * @param meals breakfast, lunch or dinner
 * @param foods grams for one serving
 * @param seasoning what has no weight worth counting
 * @param minutes to make it
 */
record Dish(
        String name,
        String main,
        String cuisine,
        Set<String> meals,
        Map<Food, Double> foods,
        List<String> seasoning,
        String method,
        int minutes) {
    /** What a cook calls a food: {@code Tofu}, not {@code Tofu, firm}. */
    static String called(Food food) {
        return food.name().contains(",") ? food.name().substring(0, food.name().indexOf(',')) : food.name();
    }

    /** From the name: in lower case, joined by hyphens. */
    String id() {
        return Foods.words(name).strip().replace(' ', '-');
    }

    double grams(int macro) {
        return foods.entrySet().stream()
                .mapToDouble(e -> e.getKey().macro(macro) * e.getValue())
                .sum();
    }

    /** Kcal of a serving: 4 per gram of protein and carbohydrate, 9 of fat. */
    double energy() {
        return 4 * grams(0) + 4 * grams(1) + 9 * grams(2);
    }

    /** The strictest diet that eats it. */
    Food.Diet eats() {
        return foods.keySet().stream().map(Food::eats).max(Food.Diet::compareTo).orElse(Food.Diet.VEGAN);
    }

    /** Groups such as {@code dairy}, {@code treenut}; those of the seasoning too. */
    Set<String> allergens() {
        return Stream.concat(
                        foods.keySet().stream().flatMap(food -> food.allergens().stream()),
                        seasoning.stream().flatMap(Dish::ofSeasoning))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> ofSeasoning(String name) {
        return switch (name) {
            case "soy sauce" -> Stream.of("soy", "gluten");
            case "miso" -> Stream.of("soy");
            default -> Stream.of();
        };
    }
}
