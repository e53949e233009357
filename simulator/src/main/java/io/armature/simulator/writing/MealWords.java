package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The words of a meal: household portions, and why these foods. */
final class MealWords {
    private MealWords() {}

    /** As a cook would say it: quarters of a measure, or grams where the measure does not fit. */
    static String portion(Food food, double grams) {
        double measures = Math.round(grams / food.measureGrams() * 4) / 4.0;
        if (measures < 0.25) {
            return grams < 1 ? "a pinch" : Math.round(grams) + " g";
        }
        long whole = (long) measures;
        String part = List.of("", "¼", "½", "¾").get((int) Math.round((measures - whole) * 4));
        return (whole == 0 ? "" : Long.toString(whole)) + part + " × " + food.measure();
    }

    /** Three to five sentences; the last says that the meal is invented. */
    static String rationale(Moment moment, Map<Food, Double> portions, RandomGenerator random) {
        List<String> named = portions.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<Food, Double> e) -> -e.getKey().energy() * e.getValue()))
                .limit(2)
                .map(e -> e.getKey().name().toLowerCase(Locale.ROOT).replaceAll(",.*", ""))
                .toList();
        List<String> why = new ArrayList<>(why(moment));
        Collections.shuffle(why, new Random(random.nextLong()));
        return opening(random, String.join(" and ", named)) + " "
                + String.join(" ", why.subList(0, 1 + random.nextInt(why.size())))
                + " The simulator invented this meal, so it is no advice for eating.";
    }

    private static String opening(RandomGenerator random, String foods) {
        List<String> openings = List.of(
                "Most of the energy comes from %s, weighed to meet the meal's targets.",
                "The meal is built around %s.", "Here %s carry the meal, and the rest fills what they leave open.");
        return openings.get(random.nextInt(openings.size())).formatted(foods);
    }

    private static List<String> why(Moment moment) {
        return switch (moment) {
            case BREAKFAST ->
                List.of(
                        "After a night without food it refills the liver's glycogen.",
                        "Protein in the morning keeps hunger away until the next meal.",
                        "It is quick to put together on a training day.");
            case MAIN ->
                List.of(
                        "The carbohydrate refills what training takes from the muscles.",
                        "A good portion of protein keeps repair going between sessions.",
                        "Vegetables bring volume, potassium and colour at little energy.");
            case SNACK ->
                List.of(
                        "It bridges the hours between two meals without weighing on the stomach.",
                        "It needs no kitchen and fits in a bag.",
                        "A little protein here spreads the day's share evenly.");
            case EVENING ->
                List.of(
                        "A slow protein before the night supports repair during sleep.",
                        "It is small enough not to disturb sleep.",
                        "It closes what the day's targets still lack.");
            case BEFORE ->
                List.of(
                        "Easy carbohydrate shortly before training is at hand when it starts.",
                        "Little fat and fibre let the stomach empty in time.",
                        "The sodium helps to hold on to what one drinks.");
            case DURING ->
                List.of(
                        "Sugars taken on the way spare the muscles' own glycogen.",
                        "The sodium replaces what sweat carries away.",
                        "Small bites every twenty minutes are easier on the gut than one large one.");
            case AFTER ->
                List.of(
                        "In the first hour the muscles take up carbohydrate fastest.",
                        "Twenty to forty grams of protein start the repair.",
                        "The sodium helps the body to keep the water it is given.");
        };
    }
}
