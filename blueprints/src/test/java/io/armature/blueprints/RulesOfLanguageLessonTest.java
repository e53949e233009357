package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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

/** Every rule of {@code language-lesson} has examples that hold it and that break it alone. */
class RulesOfLanguageLessonTest {
    private static final Blueprint LESSON = Blueprints.builtIn().stream()
            .filter(blueprint -> blueprint.id().equals("language-lesson"))
            .findFirst()
            .orElseThrow();
    private static final ObjectNode GOOD = BuiltIn.tree("rules-of-language-lesson/good.json");
    private static final ObjectNode RULES = BuiltIn.tree("rules-of-language-lesson/rules.json");

    @Test
    void everyRuleHasAnExampleThatHoldsItAndOneThatBreaksIt() {
        Map<?, ?> yaml = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(LESSON.files().byName().get("blueprint.yaml"));
        for (String stage : RULES.propertyNames()) {
            Map<?, ?> section = (Map<?, ?>)
                    (LESSON.kinds().contains(stage) ? ((Map<?, ?>) yaml.get("kinds")).get(stage) : yaml.get(stage));
            assertThat(new TreeSet<>(RULES.path(stage).propertyNames()))
                    .isEqualTo(((List<?>) section.get("rules"))
                            .stream()
                                    .map(rule -> ((Map<?, ?>) rule).get("id").toString())
                                    .collect(Collectors.toCollection(TreeSet::new)));
            RULES.path(stage).forEach(rule -> {
                assertThat(rule.path("holds")).isNotEmpty();
                assertThat(rule.path("breaks")).isNotEmpty();
            });
        }
        assertThat(RULES.propertyNames()).containsAll(LESSON.kinds()).contains("input", "skeleton", "document");
    }

    @TestFactory
    Stream<DynamicTest> anExampleBreaksItsRuleAloneOrNone() {
        List<DynamicTest> tests = new ArrayList<>();
        RULES.properties()
                .forEach(stage -> stage.getValue().properties().forEach(rule -> {
                    rule.getValue()
                            .path("holds")
                            .forEach(change -> tests.add(example(stage.getKey(), change, List.of())));
                    rule.getValue()
                            .path("breaks")
                            .forEach(change -> tests.add(example(stage.getKey(), change, List.of(rule.getKey()))));
                }));
        return tests.stream();
    }

    private static DynamicTest example(String stage, JsonNode change, List<String> broken) {
        return DynamicTest.dynamicTest(stage + " " + broken, () -> {
            ObjectNode given = JsonMapper.shared().createObjectNode();
            given.set("input", GOOD.path("input").deepCopy());
            given.set(
                    "content",
                    stage.equals("document") ? whole() : GOOD.path(stage).deepCopy());
            change.properties().forEach(c -> set(given, JsonPointer.compile(c.getKey()), c.getValue()));
            List<Reason> reasons = reasons(stage, given.path("input"), given.path("content"));
            assertThat(reasons).extracting(Reason::code).isEqualTo(broken);
            assertThat(reasons)
                    .allSatisfy(reason -> assertThat(reason.message()).doesNotContain("cannot be applied", "${"));
        });
    }

    private static List<Reason> reasons(String stage, JsonNode input, JsonNode content) {
        return switch (stage) {
            case "input" -> LESSON.checkInput(input);
            case "skeleton" -> reasons(LESSON.skeleton(), content, Variables.forSkeleton(input));
            case "document" -> LESSON.checkDocument(input, content);
            default -> {
                JsonNode spec = specs().get(stage);
                yield reasons(
                        LESSON.item(stage),
                        content,
                        Variables.forItem(input, LESSON.header(GOOD.path("skeleton")), spec));
            }
        };
    }

    private static List<Reason> reasons(Stage stage, JsonNode content, Variables variables) {
        return switch (stage.judge(content.toString(), variables)) {
            case Verdict.Accepted accepted -> List.of();
            case Verdict.Rejected(List<Reason> reasons) -> reasons;
            case Verdict.CutOff cutOff -> throw new AssertionError("whole JSON was taken for cut off");
        };
    }

    /** The good lesson's entries by kind, one of each. */
    private static Map<String, JsonNode> specs() {
        return LESSON.items(GOOD.path("skeleton")).stream().collect(Collectors.toMap(ItemSpec::kind, ItemSpec::spec));
    }

    private static JsonNode whole() {
        Map<String, JsonNode> contents = LESSON.kinds().stream()
                .map(GOOD::path)
                .collect(Collectors.toMap(section -> section.path("section_id").asString(), Function.identity()));
        return LESSON.assemble(GOOD.path("skeleton"), contents);
    }

    private static void set(JsonNode tree, JsonPointer at, JsonNode value) {
        JsonNode parent = tree.at(at.head());
        if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(at.last().getMatchingProperty(), value);
        }
    }
}
