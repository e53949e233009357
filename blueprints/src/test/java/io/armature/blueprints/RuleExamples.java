package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the rules of a blueprint mean, by examples: {@code rules-of-<id>/<stage>.json} change what is good so that every
 * rule still holds, or that the named one is broken and no other. A stage is {@code input}, {@code skeleton},
 * {@code items} (the rules of every kind), a kind, {@code document}, or {@code single}.
 *
 * @param good by stage {@code input} and {@code content}, and for items {@code header}, {@code spec} and {@code kind}
 */
record RuleExamples(Blueprint blueprint, Function<String, ObjectNode> good) {
    private static final String ITEMS = "items";

    Stream<DynamicTest> tests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String stage : stages()) {
            tests.add(DynamicTest.dynamicTest(stage + " has examples of all its rules", () -> areThere(stage)));
            examples(stage).properties().forEach(rule -> {
                rule.getValue().path("holds").forEach(change -> tests.add(example(stage, change, List.of())));
                rule.getValue()
                        .path("breaks")
                        .forEach(change -> tests.add(example(stage, change, List.of(rule.getKey()))));
            });
        }
        return tests.stream();
    }

    private void areThere(String stage) {
        JsonNode examples = examples(stage);
        assertThat(new TreeSet<>(examples.propertyNames()))
                .as("the rules of rules-of-%s/%s.json and those of blueprint.yaml", blueprint.id(), stage)
                .isEqualTo(new TreeSet<>(rules(section(stage))));
        examples.properties()
                .forEach(rule -> assertThat(List.of("holds", "breaks"))
                        .as(rule.getKey())
                        .allSatisfy(
                                side -> assertThat(rule.getValue().path(side)).isNotEmpty()));
    }

    private DynamicTest example(String stage, JsonNode change, List<String> broken) {
        return DynamicTest.dynamicTest(stage + " " + broken + " " + change, () -> {
            ObjectNode given = good.apply(stage);
            change.properties().forEach(c -> set(given, JsonPointer.compile(c.getKey()), c.getValue()));
            List<Reason> reasons = reasons(stage, given);
            assertThat(reasons).extracting(Reason::code).isEqualTo(broken);
            assertThat(reasons).allSatisfy(reason -> {
                assertThat(reason.message()).doesNotContain("cannot be applied", "${");
                assertThat(reason.pointer()).startsWith("/");
            });
        });
    }

    private List<Reason> reasons(String stage, ObjectNode given) {
        JsonNode input = given.path("input");
        JsonNode content = given.path("content");
        return switch (stage) {
            case "input" -> blueprint.checkInput(input);
            case "skeleton" -> reasons(blueprint.skeleton(), content, Variables.forSkeleton(input));
            case "document" -> blueprint.checkDocument(input, content);
            case "single" -> reasons(blueprint.single().orElseThrow(), content, Variables.forSkeleton(input));
            default -> reasons(blueprint.item(given.path("kind").asString(stage)), content, seen(given));
        };
    }

    private static Variables seen(ObjectNode given) {
        Variables variables = Variables.forItem(given.path("input"), given.path("header"), given.path("spec"));
        return given.has("candidates") ? variables.offered(given.path("candidates")) : variables;
    }

    private static List<Reason> reasons(Stage stage, JsonNode content, Variables variables) {
        return switch (stage.judge(content.toString(), variables)) {
            case Verdict.Accepted accepted -> List.of();
            case Verdict.Rejected(List<Reason> reasons) -> reasons;
            case Verdict.CutOff cutOff -> throw new AssertionError("whole JSON was taken for cut off");
        };
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

    private JsonNode examples(String stage) {
        return BuiltIn.tree("rules-of-" + blueprint.id() + "/" + stage + ".json");
    }

    /** Those that have rules. */
    private List<String> stages() {
        List<String> stages = new ArrayList<>(List.of("input", "skeleton", ITEMS, "document", "single"));
        stages.addAll(blueprint.kinds());
        return stages.stream().filter(stage -> !rules(section(stage)).isEmpty()).toList();
    }

    private Map<?, ?> section(String stage) {
        Map<?, ?> yaml = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(String.valueOf(blueprint.files().byName().get("blueprint.yaml")));
        return (Map<?, ?>)
                (blueprint.kinds().contains(stage) ? ((Map<?, ?>) yaml.get("kinds")).get(stage) : yaml.get(stage));
    }

    private static List<String> rules(Map<?, ?> section) {
        return section.get("rules") instanceof List<?> rules
                ? rules.stream()
                        .map(rule -> ((Map<?, ?>) rule).get("id").toString())
                        .toList()
                : List.of();
    }
}
