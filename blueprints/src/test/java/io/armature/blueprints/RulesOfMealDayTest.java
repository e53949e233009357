package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the rules of {@code meal-day} mean, by examples: {@code rules-of-meal-day/*.json} change the good input, day and
 * meal so that every rule still holds, or that the named one is broken and no other.
 */
class RulesOfMealDayTest {
    private static final List<String> STAGES = List.of("input", "skeleton", "meal", "document");

    @Test
    void everyRuleHasAnExampleThatHoldsItAndOneThatBreaksIt() {
        for (String stage : STAGES) {
            JsonNode examples = examples(stage);
            assertThat(new TreeSet<>(examples.propertyNames()))
                    .as("the rules of rules-of-meal-day/%s.json and those of blueprint.yaml", stage)
                    .isEqualTo(new TreeSet<>(rules(stage)));
            examples.properties()
                    .forEach(rule -> assertThat(List.of("holds", "breaks"))
                            .as(rule.getKey())
                            .allSatisfy(side ->
                                    assertThat(rule.getValue().path(side)).isNotEmpty()));
        }
    }

    @TestFactory
    Stream<DynamicTest> anExampleBreaksItsRuleAloneOrNone() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String stage : STAGES) {
            examples(stage).properties().forEach(rule -> {
                rule.getValue().path("holds").forEach(change -> tests.add(example(stage, change, List.of())));
                rule.getValue()
                        .path("breaks")
                        .forEach(change -> tests.add(example(stage, change, List.of(rule.getKey()))));
            });
        }
        return tests.stream();
    }

    private static DynamicTest example(String stage, JsonNode change, List<String> broken) {
        return DynamicTest.dynamicTest(stage + " " + broken + " " + change, () -> {
            ObjectNode given = good(stage);
            change.properties().forEach(c -> set(given, JsonPointer.compile(c.getKey()), c.getValue()));
            List<Reason> reasons = reasons(stage, given);
            assertThat(reasons).extracting(Reason::code).isEqualTo(broken);
            assertThat(reasons).allSatisfy(reason -> {
                assertThat(reason.message()).doesNotContain("cannot be applied", "${");
                assertThat(reason.pointer()).startsWith("/");
            });
        });
    }

    private static List<Reason> reasons(String stage, ObjectNode given) {
        JsonNode input = given.path("input");
        JsonNode content = given.path("content");
        return switch (stage) {
            case "input" -> BuiltIn.MEAL_DAY.checkInput(input);
            case "skeleton" -> reasons(BuiltIn.MEAL_DAY.skeleton(), content, Variables.forSkeleton(input));
            case "meal" ->
                reasons(
                        BuiltIn.MEAL_DAY.item("meal"),
                        content,
                        Variables.forItem(input, BuiltIn.MEAL_DAY.header(BuiltIn.day()), given.path("spec")));
            default -> BuiltIn.MEAL_DAY.checkDocument(input, content);
        };
    }

    private static List<Reason> reasons(Stage stage, JsonNode content, Variables variables) {
        return switch (stage.judge(content.toString(), variables)) {
            case Verdict.Accepted accepted -> List.of();
            case Verdict.Rejected(List<Reason> reasons) -> reasons;
            case Verdict.CutOff cutOff -> throw new AssertionError("whole JSON was taken for cut off");
        };
    }

    private static ObjectNode good(String stage) {
        ObjectNode good = JsonMapper.shared().createObjectNode();
        good.set("input", BuiltIn.input());
        switch (stage) {
            case "skeleton" -> good.set("content", BuiltIn.day());
            case "meal" -> {
                good.set("spec", BuiltIn.day().path("meal_structure").path(1));
                good.set("content", BuiltIn.lunch());
            }
            case "document" -> good.set("content", document());
            default -> {}
        }
        return good;
    }

    /** The day, each of whose meals has lunch's foods and its own target's calories. */
    private static JsonNode document() {
        ObjectNode document = (ObjectNode) BuiltIn.MEAL_DAY.header(BuiltIn.day());
        ArrayNode meals = document.putArray("meals");
        BuiltIn.day().path("meal_structure").forEach(slot -> {
            ObjectNode meal = BuiltIn.lunch();
            meal.set("meal_id", slot.path("meal_id"));
            meal.set("time", slot.path("time"));
            ((ObjectNode) meal.path("totals")).set("calories", slot.path("calories_target"));
            meals.add(meal);
        });
        return document;
    }

    /** Sets the value at a pointer; {@code -} appends to an array. */
    private static void set(JsonNode tree, JsonPointer at, JsonNode value) {
        JsonNode parent = tree.at(at.head());
        String name = at.last().getMatchingProperty();
        if (parent instanceof ArrayNode array && name.equals("-")) {
            array.add(value);
        } else if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
    }

    private static JsonNode examples(String stage) {
        return BuiltIn.tree("rules-of-meal-day/" + stage + ".json");
    }

    private static List<String> rules(String stage) {
        Map<?, ?> yaml = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(BuiltIn.MEAL_DAY.files().byName().get("blueprint.yaml"));
        Map<?, ?> section =
                (Map<?, ?>) (stage.equals("meal") ? ((Map<?, ?>) yaml.get("kinds")).get(stage) : yaml.get(stage));
        return ((List<?>) section.get("rules"))
                .stream().map(rule -> ((Map<?, ?>) rule).get("id").toString()).toList();
    }
}
