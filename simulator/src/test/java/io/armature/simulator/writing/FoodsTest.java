package io.armature.simulator.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FoodsTest {
    @Test
    void theTableHoldsManyFoodsEachOnce() {
        assertThat(Foods.ALL).hasSizeGreaterThan(100);
        assertThat(Foods.ALL).extracting(Food::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "vegan, VEGAN",
        "vegetarian, VEGETARIAN",
        "pescatarian, PESCATARIAN",
        "omnivore, OMNIVORE",
    })
    void aDietEatsWhatItAndTheStricterOnesEat(String diet, Food.Diet freest) {
        assertThat(eaten("{\"diet\":\"" + diet + "\"}"))
                .isNotEmpty()
                .allMatch(food -> food.eats().compareTo(freest) <= 0)
                .anyMatch(food -> food.eats() == freest);
    }

    @ParameterizedTest
    @CsvSource({
        "nuts, Walnuts", "tree nuts, Almond butter", "peanuts, 'Peanut butter, unsalted'", "lactose, 'Milk, 1% fat'",
        "wheat, White bread", "gluten, 'Spaghetti, cooked'", "Soy, 'Tofu, firm'", "eggs, 'Egg, hard-boiled'",
        "fish, 'Cod, baked'", "seafood, 'Shrimp, cooked'", "sesame, Hummus", "almonds, Almond butter"
    })
    void anAllergyBarsItsWholeGroup(String allergy, String food) {
        Predicate<Food> barred = f -> f.name().equals(food);
        assertThat(eaten("{\"diet\":\"omnivore\"}")).anyMatch(barred);
        assertThat(eaten("{\"diet\":\"omnivore\",\"allergies\":[\"" + allergy + "\"]}"))
                .noneMatch(barred);
        assertThat(eaten("{\"diet\":\"omnivore\",\"dislikes\":[\"" + allergy + "\"]}"))
                .noneMatch(barred);
    }

    @Test
    void aWordBarsOnlyNamesInWhichAWordBeginsWithIt() {
        assertThat(eaten("{\"diet\":\"vegan\",\"allergies\":[\"oat\"]}"))
                .noneMatch(food -> food.name().startsWith("Rolled oats"))
                .anyMatch(food -> food.name().startsWith("Potatoes"));
    }

    private static List<Food> eaten(String athlete) {
        JsonNode json = JsonMapper.shared().readTree(athlete);
        return Foods.eatenBy(json);
    }
}
