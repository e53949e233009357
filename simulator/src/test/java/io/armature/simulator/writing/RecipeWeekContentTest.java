package io.armature.simulator.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Prompt;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the simulator writes of recipe-week holds its rules, as a model's answers must. */
class RecipeWeekContentTest {
    private static final Blueprint WEEK = Blueprints.builtIn().stream()
            .filter(blueprint -> blueprint.id().equals("recipe-week"))
            .findFirst()
            .orElseThrow();

    @Test
    void everyExampleBecomesADocumentThatHoldsEveryRule() throws Exception {
        try (Stream<Path> examples = Files.list(Path.of("..", "examples", "recipe-week"))) {
            List<Path> files = examples.toList();
            assertThat(files).hasSizeGreaterThanOrEqualTo(3);
            for (Path file : files) {
                JsonNode input = JsonMapper.shared().readTree(file).path("input");
                assertThat(WEEK.checkInput(input)).as("%s", file).isEmpty();
                holdsEveryRule(input, 1);
            }
        }
    }

    @Test
    void soDoWeeksOfEveryDietAndAllergy() {
        long seed = 2;
        for (String diet : List.of("omnivore", "pescatarian", "vegetarian", "vegan")) {
            for (List<String> allergies : List.of(
                    List.<String>of(),
                    List.of("milk", "nuts"),
                    List.of("gluten"),
                    List.of("soy", "sesame"),
                    List.of("egg", "fish", "shellfish"))) {
                ObjectNode input = input(seed % 2 == 0 ? 7 : 5, diet, allergies);
                holdsEveryRule(input, seed++);
            }
        }
    }

    @Test
    void whatTheFaultsNameIsNotWrittenAgain() {
        JsonNode input = input(1, "omnivore", List.of());
        JsonNode skeleton = accepted(WEEK.skeleton(), Variables.forSkeleton(input), 3);
        Variables lunch = variables(input, skeleton).get("day-1-lunch");
        JsonNode first = accepted(WEEK.item("recipe"), lunch, 4);
        Reason alike = new Reason(
                "alike", "", "the plan has these: " + first.path("name").asString(""));
        Prompt again = WEEK.item("recipe").askAgain(lunch, Optional.of(first.toString()), List.of(alike));
        Ask ask = ask(WEEK.item("recipe"), again);
        assertThat(Content.write(ask, new SplittableRandom(4)).path("name")).isNotEqualTo(first.path("name"));
        assertThat(Content.again(ask, first)).isEmpty();
        assertThat(Content.again(ask(WEEK.item("recipe"), WEEK.item("recipe").ask(lunch)), first))
                .hasValueSatisfying(recipe -> assertThat(recipe.path("name")).isEqualTo(first.path("name")));
    }

    @Test
    void whatIsMeantToBreakARuleDoes() {
        JsonNode input = input(3, "omnivore", List.of());
        JsonNode skeleton = accepted(WEEK.skeleton(), Variables.forSkeleton(input), 5);
        Variables dinner = variables(input, skeleton).get("day-2-dinner");
        for (int seed = 0; seed < 30; seed++) {
            Ask ask = ask(WEEK.item("recipe"), WEEK.item("recipe").ask(dinner));
            JsonNode wrong =
                    Content.breakRule(ask, Content.write(ask, new SplittableRandom(seed)), new SplittableRandom(seed));
            assertThat(WEEK.item("recipe").judge(wrong.toString(), dinner)).isInstanceOf(Verdict.Rejected.class);
        }
    }

    @Test
    void soDoesWhatIsMeantToBreakARuleOfAWholeWeek() {
        Stage single = WEEK.single().orElseThrow();
        Variables plan = Variables.forSkeleton(input(3, "omnivore", List.of()));
        Ask ask = ask(single, single.ask(plan));
        for (int seed = 0; seed < 30; seed++) {
            JsonNode wrong =
                    Content.breakRule(ask, Content.write(ask, new SplittableRandom(seed)), new SplittableRandom(seed));
            assertThat(single.judge(wrong.toString(), plan))
                    .isInstanceOfSatisfying(
                            Verdict.Rejected.class,
                            rejected -> assertThat(rejected.reasons())
                                    .isNotEmpty()
                                    .noneMatch(reason -> reason.code().equals("schema")));
        }
    }

    private static void holdsEveryRule(JsonNode input, long seed) {
        JsonNode skeleton = accepted(WEEK.skeleton(), Variables.forSkeleton(input), seed);
        Map<String, JsonNode> recipes = new LinkedHashMap<>();
        variables(input, skeleton)
                .forEach((item, variables) ->
                        recipes.put(item, accepted(WEEK.item("recipe"), variables, seed + recipes.size())));
        assertThat(WEEK.checkDocument(input, WEEK.assemble(skeleton, recipes))).isEmpty();
        JsonNode whole = accepted(WEEK.single().orElseThrow(), Variables.forSkeleton(input), seed);
        assertThat(WEEK.checkDocument(input, whole)).isEmpty();
        assertThat(recipes.values().stream().map(recipe -> recipe.path("name").asString("")))
                .doesNotHaveDuplicates();
    }

    private static Map<String, Variables> variables(JsonNode input, JsonNode skeleton) {
        List<ItemSpec> items = WEEK.items(skeleton);
        Map<String, Variables> byItem = new LinkedHashMap<>();
        for (ItemSpec item : items) {
            Variables variables = Variables.forItem(input, WEEK.header(skeleton), item.spec());
            byItem.put(item.itemId(), variables.offered(JsonMapper.shared().createArrayNode()));
        }
        return byItem;
    }

    private static ObjectNode input(int days, String diet, List<String> allergies) {
        ObjectNode input = JsonMapper.shared().createObjectNode().put("days", days);
        input.putArray("meal_types").add("breakfast").add("lunch").add("dinner");
        ArrayNode named =
                input.putObject("eaters").put("count", 2).put("diet", diet).putArray("allergies");
        allergies.forEach(named::add);
        return input;
    }

    private static Ask ask(Stage stage, Prompt prompt) {
        return Ask.of(io.armature.simulator.Athletes.request("cheap", stage, prompt));
    }

    private static JsonNode accepted(Stage stage, Variables variables, long seed) {
        String answer = Content.write(ask(stage, stage.ask(variables)), new SplittableRandom(seed))
                .toString();
        Verdict verdict = stage.judge(answer, variables);
        assertThat(verdict).as(answer).isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) verdict).content();
    }
}
