package io.armature.simulator.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import io.armature.simulator.Athletes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lessons in both modes, of every level and topic, and what becomes of them when something is missing. */
class LessonContentTest {
    private static final Blueprint LESSON = Blueprints.builtIn().stream()
            .filter(blueprint -> blueprint.id().equals("language-lesson"))
            .findFirst()
            .orElseThrow();

    @ParameterizedTest
    @CsvSource({"A1,food", "A2,travel", "B1,work", "A1,my hobby", "B1,food"})
    void everySectionHoldsEveryRuleAndTheMergedLessonItsSchema(String level, String topic) {
        for (int seed = 0; seed < 10; seed++) {
            JsonNode input = input(level, topic, 2);
            assertThat(LESSON.checkInput(input)).isEmpty();
            JsonNode skeleton = accepted(LESSON.skeleton(), Variables.forSkeleton(input), seed);
            JsonNode lesson = LESSON.assemble(skeleton, sections(input, skeleton, seed));
            assertThat(LESSON.checkDocument(input, lesson)).isEmpty();
            assertThat(lesson.path("sections")).hasSize(6).allSatisfy(section -> {
                assertThat(section.has("content")).isTrue();
                assertThat(section.has("sentences") || section.has("turns") || section.has("examples"))
                        .isTrue();
            });
            accepted(LESSON.single().orElseThrow(), Variables.forSkeleton(input), seed);
        }
    }

    @Test
    void theExamplesGiveWholeLessons() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("..", "examples", "language-lesson"))) {
            assertThat(files.toList()).hasSize(3).allSatisfy(file -> {
                JsonNode input = JsonMapper.shared().readTree(file).path("input");
                JsonNode skeleton = accepted(LESSON.skeleton(), Variables.forSkeleton(input), 7);
                assertThat(LESSON.checkDocument(input, LESSON.assemble(skeleton, sections(input, skeleton, 7))))
                        .isEmpty();
            });
        }
    }

    @Test
    void aSectionThatIsMissingStandsInTheLessonAsItWasFirstWritten() {
        JsonNode input = input("A2", "travel", 1);
        JsonNode skeleton = accepted(LESSON.skeleton(), Variables.forSkeleton(input), 3);
        Map<String, JsonNode> sections = sections(input, skeleton, 3);
        sections.remove("dialogue-1");
        JsonNode lesson = LESSON.assemble(skeleton, sections);
        assertThat(lesson.path("sections")).hasSize(3);
        assertThat(lesson.path("sections").path(1))
                .isEqualTo(skeleton.path("sections").path(1));
        assertThat(lesson.path("sections").path(2).has("examples")).isTrue();
        assertThat(LESSON.assemble(skeleton, Map.of())).isEqualTo(skeleton);
        assertThat(LESSON.standsWithoutItems()).isTrue();
    }

    @Test
    void anAnswerInAFenceInProseOrAfterAnExampleIsReadAsTheSame() {
        JsonNode input = input("A1", "food", 1);
        JsonNode skeleton = accepted(LESSON.skeleton(), Variables.forSkeleton(input), 3);
        ItemSpec item = LESSON.items(skeleton).getFirst();
        Variables variables = Variables.forItem(input, LESSON.header(skeleton), item.spec());
        Stage stage = LESSON.item(item.kind());
        String good =
                Content.write(ask(stage, variables), new SplittableRandom(1)).toString();
        JsonNode content = ((Verdict.Accepted) stage.judge(good, variables)).content();
        List<String> forms = List.of(
                "```json\n" + good + "\n```",
                "Here is the section {as asked}:\n" + good + "\nIt has \\\"all\\\" sentences [all of them].",
                "For example {\"section_id\": \"x\", \"sentences\": []}, so: " + good);
        assertThat(forms)
                .allSatisfy(form -> assertThat(stage.judge(form, variables)).isEqualTo(new Verdict.Accepted(content)));
        assertThat(stage.judge(good.substring(0, good.length() / 2), variables)).isInstanceOf(Verdict.CutOff.class);
    }

    @Test
    void aBrokenRuleIsRejectedAndNeverByItsForm() {
        for (int seed = 0; seed < 30; seed++) {
            JsonNode input = input("B1", "work", 1);
            Variables lesson = Variables.forSkeleton(input);
            JsonNode skeleton = accepted(LESSON.skeleton(), lesson, seed);
            rejectedByARule(LESSON.skeleton(), lesson, seed);
            rejectedByARule(LESSON.single().orElseThrow(), lesson, seed);
            for (ItemSpec item : LESSON.items(skeleton)) {
                rejectedByARule(
                        LESSON.item(item.kind()), Variables.forItem(input, LESSON.header(skeleton), item.spec()), seed);
            }
        }
    }

    private static void rejectedByARule(Stage stage, Variables variables, int seed) {
        Ask ask = ask(stage, variables);
        JsonNode wrong =
                Content.breakRule(ask, Content.write(ask, new SplittableRandom(seed)), new SplittableRandom(seed));
        assertThat(stage.judge(wrong.toString(), variables))
                .as("%s %s", stage.name(), wrong)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reasons())
                                .extracting(Reason::code)
                                .doesNotContain("schema"));
    }

    private static Map<String, JsonNode> sections(JsonNode input, JsonNode skeleton, int seed) {
        Map<String, JsonNode> sections = new HashMap<>();
        for (ItemSpec item : LESSON.items(skeleton)) {
            sections.put(
                    item.itemId(),
                    accepted(
                            LESSON.item(item.kind()),
                            Variables.forItem(input, LESSON.header(skeleton), item.spec()),
                            seed));
        }
        return sections;
    }

    private static ObjectNode input(String level, String topic, int ofEach) {
        ObjectNode input = JsonMapper.shared().createObjectNode();
        input.put("topic", topic).put("level", level).put("translation", "English");
        input.putObject("sections")
                .put("reading", ofEach)
                .put("dialogue", ofEach)
                .put("grammar", ofEach);
        return input;
    }

    private static JsonNode accepted(Stage stage, Variables variables, int seed) {
        String answer =
                Content.write(ask(stage, variables), new SplittableRandom(seed)).toString();
        Verdict verdict = stage.judge(answer, variables);
        assertThat(verdict).as("%s for %s", answer, variables).isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) verdict).content();
    }

    private static Ask ask(Stage stage, Variables variables) {
        return Ask.of(Athletes.request("any", stage, stage.ask(variables)));
    }
}
