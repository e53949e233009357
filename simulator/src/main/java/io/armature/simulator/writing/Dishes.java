package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The dishes that the simulator knows: every line of {@code dishes.txt} with every variant of it. */
final class Dishes {
    static final List<String> MEALS = List.of("breakfast", "lunch", "dinner");

    /** In the order of the table. */
    static final List<Dish> ALL =
            Foods.linesOf("dishes.txt").flatMap(Dishes::ofLine).toList();

    private static final Map<String, Dish> BY_NAME =
            ALL.stream().collect(Collectors.toMap(dish -> Foods.words(dish.name()), dish -> dish));

    private Dishes() {}

    static Optional<Dish> named(String name) {
        return Optional.ofNullable(BY_NAME.get(Foods.words(name)));
    }

    /** What fits the diet and names neither an allergy nor a dislike, for a meal, within a time. */
    static List<Dish> eatenBy(JsonNode eaters, String meal, int minutes) {
        Set<Food> eaten = new LinkedHashSet<>(Foods.eatenBy(eaters));
        List<String> barred = Foods.barredFor(eaters);
        return ALL.stream()
                .filter(dish -> dish.meals().contains(meal) && dish.minutes() <= minutes)
                .filter(dish -> eaten.containsAll(dish.foods().keySet()))
                .filter(dish -> dish.seasoning().stream()
                        .noneMatch(s -> barred.stream().anyMatch(word -> Foods.names(Foods.words(s), word))))
                .filter(dish -> dish.allergens().stream()
                        .noneMatch(group -> barred.stream().anyMatch(word -> Foods.means(word, group))))
                .toList();
    }

    private static Stream<Dish> ofLine(String line) {
        String[] f = line.split("\\|", -1);
        if (f.length != 8) {
            throw new IllegalStateException(
                    "dishes.txt: the line of '" + f[0] + "' has " + f.length + " fields, not 8");
        }
        Set<String> meals = Arrays.stream(f[2].split(","))
                .map(letter -> MEALS.get("bld".indexOf(letter.strip())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> seasoning =
                Arrays.stream(f[4].split(",")).map(String::strip).toList();
        List<Dish> dishes = new ArrayList<>();
        for (String variant : f[7].split(";")) {
            String name = variant.substring(0, variant.indexOf('=')).strip();
            Map<Food, Double> foods = foods(variant.substring(variant.indexOf('=') + 1));
            foods(f[3]).forEach((food, grams) -> foods.merge(food, grams, Double::sum));
            String whole = f[0].replace("{x}", f[0].startsWith("{x}") ? name : name.toLowerCase(Locale.ROOT));
            dishes.add(new Dish(
                    whole,
                    name.toLowerCase(Locale.ROOT),
                    f[1],
                    meals,
                    foods,
                    seasoning,
                    f[5],
                    Integer.parseInt(f[6].strip())));
        }
        return dishes.stream();
    }

    private static Map<Food, Double> foods(String list) {
        Map<Food, Double> foods = new LinkedHashMap<>();
        for (String entry : list.split("\\+")) {
            String told = entry.strip();
            int at = told.lastIndexOf(' ');
            foods.merge(Foods.called(told.substring(0, at)), Double.parseDouble(told.substring(at + 1)), Double::sum);
        }
        return foods;
    }
}
