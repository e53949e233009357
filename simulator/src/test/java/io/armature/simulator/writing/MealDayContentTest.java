package io.armature.simulator.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import io.armature.simulator.Athletes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MealDayContentTest {
    private static final Blueprint MEAL_DAY = Athletes.MEAL_DAY;

    @ParameterizedTest
    @ValueSource(strings = {"omnivore", "pescatarian", "vegetarian", "vegan"})
    void everyDayAndMealHoldsEveryRuleForHundredsOfAthletes(String diet) {
        Random random = new Random(diet.hashCode());
        for (int i = 0; i < 75; i++) {
            JsonNode input = Athletes.input(diet, random);
            assertThat(MEAL_DAY.checkInput(input)).as("input %s", input).isEmpty();
            JsonNode skeleton = skeleton(input, i);
            Map<String, JsonNode> meals = new HashMap<>();
            for (ItemSpec item : MEAL_DAY.items(skeleton)) {
                meals.put(item.itemId(), meal(input, skeleton, item, i));
            }
            assertThat(MEAL_DAY.checkDocument(input, MEAL_DAY.assemble(skeleton, meals)))
                    .isEmpty();
            accepted(MEAL_DAY.single().orElseThrow(), Variables.forSkeleton(input), i);
        }
    }

    @Test
    void theExamplesGiveAWholeDay() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("..", "examples", "meal-day"))) {
            for (Path file : files.toList()) {
                JsonNode input = JsonMapper.shared().readTree(file).path("input");
                JsonNode skeleton = skeleton(input, 7);
                MEAL_DAY.items(skeleton).forEach(item -> meal(input, skeleton, item, 7));
            }
        }
    }

    @Test
    void equalPromptsAndSeedsGiveEqualMealsAndOtherSeedsOthers() {
        JsonNode input = Athletes.input("omnivore", new Random(1));
        JsonNode skeleton = skeleton(input, 1);
        ItemSpec item = MEAL_DAY.items(skeleton).getFirst();
        Set<JsonNode> meals = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            JsonNode meal = meal(input, skeleton, item, seed);
            assertThat(meal(input, skeleton, item, seed)).isEqualTo(meal);
            meals.add(meal.path("foods"));
        }
        assertThat(meals).hasSizeGreaterThan(15);
    }

    @Test
    void aDayOfAnAthleteHoldsManyDifferentFoods() {
        JsonNode input = Athletes.input("vegan", new Random(5));
        JsonNode skeleton = skeleton(input, 3);
        Set<String> foods = new HashSet<>();
        MEAL_DAY.items(skeleton)
                .forEach(item -> meal(input, skeleton, item, 3)
                        .path("foods")
                        .forEach(food -> foods.add(food.path("item").asString(""))));
        assertThat(foods).hasSizeGreaterThan(8);
    }

    @Test
    void aBrokenRuleIsRejectedAndNeverByItsForm() {
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            JsonNode input = Athletes.input("omnivore", random);
            JsonNode skeleton = skeleton(input, i);
            ItemSpec item = MEAL_DAY.items(skeleton).getFirst();
            Variables variables = Variables.forItem(input, MEAL_DAY.header(skeleton), item.spec());
            Ask ask = ask(MEAL_DAY.item("meal"), variables);
            JsonNode wrong =
                    Content.breakRule(ask, Content.write(ask, new SplittableRandom(i)), new SplittableRandom(i));
            assertThat(MEAL_DAY.item("meal").judge(wrong.toString(), variables))
                    .isInstanceOfSatisfying(
                            Verdict.Rejected.class,
                            rejected -> assertThat(rejected.reasons())
                                    .noneMatch(reason -> reason.code().equals("schema")));
            Variables day = Variables.forSkeleton(input);
            JsonNode wrongDay = Content.breakRule(ask(MEAL_DAY.skeleton(), day), skeleton, new SplittableRandom(i));
            assertThat(MEAL_DAY.skeleton().judge(wrongDay.toString(), day)).isInstanceOf(Verdict.Rejected.class);
            Stage single = MEAL_DAY.single().orElseThrow();
            JsonNode whole = Content.write(ask(single, day), new SplittableRandom(i));
            JsonNode wrongWhole = Content.breakRule(ask(single, day), whole, new SplittableRandom(i));
            assertThat(single.judge(wrongWhole.toString(), day)).isInstanceOf(Verdict.Rejected.class);
        }
    }

    private static JsonNode skeleton(JsonNode input, int seed) {
        return accepted(MEAL_DAY.skeleton(), Variables.forSkeleton(input), seed);
    }

    private static JsonNode meal(JsonNode input, JsonNode skeleton, ItemSpec item, int seed) {
        return accepted(MEAL_DAY.item("meal"), Variables.forItem(input, MEAL_DAY.header(skeleton), item.spec()), seed);
    }

    private static JsonNode accepted(Stage stage, Variables variables, int seed) {
        String answer =
                Content.write(ask(stage, variables), new SplittableRandom(seed)).toString();
        assertThat(stage.judge(answer, variables))
                .as("%s for %s", answer, variables)
                .isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) stage.judge(answer, variables)).content();
    }

    private static Ask ask(Stage stage, Variables variables) {
        return Ask.of(Athletes.request("any", stage, stage.ask(variables)));
    }
}
