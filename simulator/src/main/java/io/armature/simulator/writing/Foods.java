package io.armature.simulator.writing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The table of foods, and what of it an athlete eats. */
final class Foods {
    /** {@code foods.csv}, in its order. */
    static final List<Food> ALL = lines("foods.csv").map(Foods::food).toList();

    /** Brings any meal's sodium up. */
    static final Food SALT =
            ALL.stream().filter(f -> f.role() == Food.Role.SALT).findFirst().orElseThrow();

    /** For each macro, the foods whose energy comes most from it first. */
    private static final List<List<Food>> RICHEST = IntStream.range(0, 3)
            .mapToObj(macro -> ALL.stream()
                    .filter(food -> food != SALT)
                    .sorted(Comparator.comparingDouble(food -> -food.energyShare(macro)))
                    .toList())
            .toList();

    /** The words of the names: in lower case, each after a blank. */
    private static final Map<Food, String> WORDS =
            ALL.stream().collect(Collectors.toMap(food -> food, food -> words(food.name())));

    private Foods() {}

    /** All foods, those first whose energy comes most from protein (0), carbohydrate (1) or fat (2). */
    static List<Food> richestIn(int macro) {
        return RICHEST.get(macro);
    }

    /** What fits the athlete's diet and names neither an allergy nor a dislike. */
    static List<Food> eatenBy(JsonNode athlete) {
        Food.Diet diet = Food.Diet.of(athlete.path("diet").asString(""));
        List<String> barred = barredFor(athlete);
        return ALL.stream()
                .filter(food -> food.fits(diet) && food != SALT)
                .filter(food -> barred.stream()
                        .noneMatch(word -> names(WORDS.getOrDefault(food, ""), word) || contains(food, word)))
                .toList();
    }

    /** What the athlete must not or does not want to eat, in lower case. */
    static List<String> barredFor(JsonNode athlete) {
        return Stream.concat(
                        athlete.path("allergies").valueStream(),
                        athlete.path("dislikes").valueStream())
                .map(word -> word.asString("").toLowerCase(Locale.ROOT).strip())
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** In lower case, each word after a blank. */
    static String words(String name) {
        return " " + name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
    }

    /** One of the words of a name begins with it; {@code almonds} also bars almond butter. */
    static boolean names(String words, String word) {
        String stem = word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return words.contains(" " + stem);
    }

    private static boolean contains(Food food, String word) {
        return food.allergens().stream().anyMatch(group -> means(word, group));
    }

    static boolean means(String word, String group) {
        return switch (group) {
            case "gluten" -> has(word, "gluten", "wheat", "celiac", "coeliac");
            case "dairy" -> has(word, "dairy", "milk", "lactose", "cheese");
            case "treenut" -> has(word, "nut") && !has(word, "peanut", "coconut");
            case "peanut" -> has(word, "peanut", "nuts");
            case "shellfish" -> has(word, "shell", "crustacean", "prawn", "seafood");
            case "fish" -> word.startsWith("fish") || has(word, "seafood");
            default -> has(word, group);
        };
    }

    private static boolean has(String word, String... parts) {
        return Arrays.stream(parts).anyMatch(word::contains);
    }

    private static Food food(String line) {
        String[] f = line.split("\\|", -1);
        return new Food(
                f[1],
                Food.Role.of(f[2]),
                f[3],
                Food.Diet.of(f[4]),
                f[5].isEmpty() ? Set.of() : Set.of(f[5].split(",")),
                Double.parseDouble(f[6]),
                Double.parseDouble(f[7]),
                Double.parseDouble(f[8]),
                Double.parseDouble(f[9]),
                f[10],
                Double.parseDouble(f[11]),
                Double.parseDouble(f[12]));
    }

    /** The first food whose name begins so. */
    static Food called(String beginning) {
        return ALL.stream()
                .filter(food -> food.name().startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("foods.csv has no food '" + beginning + "'"));
    }

    /** The lines of a table beside this class, without its comments and its head. */
    static Stream<String> lines(String table) {
        return linesOf(table).skip(1);
    }

    /** The lines of a file beside this class, without its comments. */
    static Stream<String> linesOf(String file) {
        try (InputStream in = Foods.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the table " + file + " is missing from the simulator's jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
