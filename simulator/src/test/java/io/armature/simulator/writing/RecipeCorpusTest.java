package io.armature.simulator.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprints;
import io.armature.blueprints.Distinctness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The recipe corpus of {@code recipe-week} is composed from the dishes and foods of the simulator. After a change of
 * these run the main method from this module's folder; it writes the corpus anew.
 */
class RecipeCorpusTest {
    private static final Path FILE =
            Path.of("../blueprints/src/main/resources/io/armature/blueprints/recipe-week/recipes.json");
    private static final Map<String, List<String>> WORDS_OF_ALLERGENS = Map.of(
            "gluten", List.of("gluten", "wheat", "celiac", "coeliac"),
            "dairy", List.of("dairy", "milk", "lactose", "casein", "whey", "cheese"),
            "treenut", List.of("nut", "tree nut", "treenut"),
            "fish", List.of("fish", "seafood"),
            "shellfish", List.of("shellfish", "crustacean", "seafood", "prawn"));

    /** Writes the corpus. */
    public static void main(String... args) throws IOException {
        Files.writeString(FILE, composed());
    }

    @Test
    void theCommittedCorpusIsWhatTheTablesGive() throws IOException {
        assertThat(Files.readString(FILE)).isEqualTo(composed());
    }

    @Test
    void itHasSeveralHundredDishesOfDistinctNamesWithEnergyForAMeal() {
        assertThat(Dishes.ALL).hasSizeGreaterThan(300);
        assertThat(Dishes.ALL.stream().map(dish -> Distinctness.normalised(dish.name())))
                .doesNotHaveDuplicates();
        assertThat(Dishes.ALL)
                .allSatisfy(dish -> assertThat(dish.energy()).as(dish.name()).isBetween(150.0, 1_000.0));
        assertThat(Blueprints.builtIn().stream()
                        .filter(b -> b.id().equals("recipe-week"))
                        .findFirst()
                        .orElseThrow()
                        .retrieval()
                        .orElseThrow()
                        .entries())
                .hasSameSizeAs(Dishes.ALL);
    }

    private static String composed() {
        List<String> entries = new ArrayList<>();
        Dishes.ALL.forEach(dish -> entries.add("  " + entry(dish)));
        return """
                {
                 "source": "Dishes written for this project, composed by RecipeCorpusTest (simulator) from dishes.txt and foods.csv there. Nutrition per serving is estimated from the foods alone: USDA National Nutrient Database for Standard Reference, release 27 (public domain); 4 kcal per gram of protein and carbohydrate, 9 of fat.",
                 "licence": "Apache-2.0; the figures of the USDA are in the public domain",
                 "entries": [
                """ + String.join(",\n", entries) + "\n ]\n}\n";
    }

    private static ObjectNode entry(Dish dish) {
        ObjectNode entry = JsonMapper.shared().createObjectNode();
        entry.put("id", dish.id()).put("name", dish.name()).put("cuisine", dish.cuisine());
        ArrayNode meals = entry.putArray("meals");
        dish.meals().forEach(meals::add);
        ArrayNode ingredients = entry.putArray("ingredients");
        dish.foods()
                .forEach((food, grams) ->
                        ingredients.addObject().put("item", Dish.called(food)).put("grams", Math.round(grams)));
        ArrayNode seasoning = entry.putArray("seasoning");
        dish.seasoning().forEach(seasoning::add);
        entry.put("method", dish.method())
                .put("minutes", dish.minutes())
                .put("diet", dish.eats().name().toLowerCase(java.util.Locale.ROOT));
        ArrayNode allergens = entry.putArray("allergens");
        TreeSet<String> words = new TreeSet<>();
        dish.allergens().forEach(group -> words.addAll(WORDS_OF_ALLERGENS.getOrDefault(group, List.of(group))));
        words.forEach(allergens::add);
        return entry.put("calories", Math.round(dish.energy()))
                .put("protein_g", Math.round(dish.grams(0)))
                .put("carbs_g", Math.round(dish.grams(1)))
                .put("fat_g", Math.round(dish.grams(2)));
    }
}
