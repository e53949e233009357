package io.armature.simulator.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.DocumentFile;
import io.armature.blueprints.ItemResult;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import io.armature.simulator.Athletes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is written for {@code code-project} and {@code training-program} holds their schemas and rules. */
class StepsAndWeeksContentTest {
    private static final Blueprint CODE = builtIn("code-project");
    private static final Blueprint TRAINING = builtIn("training-program");

    static Stream<Path> examples() throws IOException {
        return Stream.concat(
                Files.list(Path.of("..", "examples", "code-project")),
                Files.list(Path.of("..", "examples", "training-program")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleGivesAWholeDocumentWhateverTheSeed(Path example) {
        JsonNode request = JsonMapper.shared().readTree(example.toFile());
        Blueprint blueprint = builtIn(request.path("blueprint").asString(""));
        for (int seed = 0; seed < 5; seed++) {
            document(blueprint, request.path("input"), seed);
        }
        Variables plan = Variables.forSkeleton(request.path("input"));
        JsonNode whole = accepted(blueprint.single().orElseThrow(), plan, 5);
        assertThat(blueprint.checkDocument(request.path("input"), whole)).isEmpty();
    }

    @Test
    void aProjectHasFiftyToSeventyFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "examples", "code-project"))) {
            for (Path example : files.toList()) {
                JsonNode input = JsonMapper.shared().readTree(example.toFile()).path("input");
                List<DocumentFile> project = CODE.files(document(CODE, input, 3));
                assertThat(project).as("%s", example).hasSizeBetween(50, 75);
            }
        }
    }

    @Test
    void everyAthleteAndAnyLengthGivesAWholeProgramme() {
        Random random = new Random(4);
        List<String> equipment = List.of("barbell", "dumbbell", "kettlebell", "machine", "cable", "bodyweight");
        for (int i = 0; i < 60; i++) {
            ObjectNode input = JsonMapper.shared().createObjectNode();
            input.putObject("athlete")
                    .put("age", 14 + random.nextInt(70))
                    .put("height_cm", 150 + random.nextInt(50))
                    .put("weight_kg", 50 + random.nextInt(80))
                    .put("level", "beginner")
                    .putArray("avoid")
                    .add(List.of("squat", "press", "row", "push-up").get(random.nextInt(4)));
            input.putObject("goal").put("category", "general").put("words", "more of everything");
            input.put("weeks", 1 + random.nextInt(16))
                    .put("days_per_week", 2 + random.nextInt(5))
                    .put("session_minutes", 30 + random.nextInt(91));
            input.putArray("equipment").add(equipment.get(random.nextInt(equipment.size())));
            assertThat(TRAINING.checkInput(input)).isEmpty();
            document(TRAINING, input, i);
            if (input.path("weeks").asInt(0) <= 8) {
                // The longest do not fit into one answer.
                accepted(TRAINING.single().orElseThrow(), Variables.forSkeleton(input), i);
            }
        }
    }

    @Test
    void aBrokenRuleIsRejectedAndNeverByItsForm() throws IOException {
        for (Path example : examples().toList()) {
            JsonNode request = JsonMapper.shared().readTree(example.toFile());
            Blueprint blueprint = builtIn(request.path("blueprint").asString(""));
            JsonNode input = request.path("input");
            for (int seed = 0; seed < 10; seed++) {
                Variables plan = Variables.forSkeleton(input);
                JsonNode skeleton = accepted(blueprint.skeleton(), plan, seed);
                broken(blueprint.skeleton(), plan, skeleton, seed);
                if (seed < 3) {
                    Stage single = blueprint.single().orElseThrow();
                    broken(single, plan, accepted(single, plan, seed), seed);
                }
                for (ItemSpec item : blueprint.items(skeleton)) {
                    Variables variables = Variables.forItem(input, blueprint.header(skeleton), item.spec());
                    Stage stage = blueprint.item(item.kind());
                    broken(stage, variables, accepted(stage, variables, seed), seed);
                }
            }
        }
    }

    private static void broken(Stage stage, Variables variables, JsonNode good, int seed) {
        JsonNode wrong = Content.breakRule(ask(stage, variables), good, new SplittableRandom(seed));
        assertThat(stage.judge(wrong.toString(), variables))
                .as("%s %s", stage.name(), seed)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reasons())
                                .noneMatch(reason -> reason.code().equals("schema")));
    }

    /** As the system makes it: each item sees what it needs of those before it. */
    private static JsonNode document(Blueprint blueprint, JsonNode input, int seed) {
        assertThat(blueprint.checkInput(input)).isEmpty();
        JsonNode skeleton = accepted(blueprint.skeleton(), Variables.forSkeleton(input), seed);
        Map<String, ItemResult> results = new LinkedHashMap<>();
        Map<String, JsonNode> contents = new LinkedHashMap<>();
        for (ItemSpec item : blueprint.items(skeleton)) {
            JsonNode seen = blueprint.results(
                    item.kind(), item.dependsOn().stream().map(results::get).toList());
            JsonNode content = accepted(
                    blueprint.item(item.kind()),
                    Variables.forItem(input, blueprint.header(skeleton), item.spec(), seen),
                    seed);
            contents.put(item.itemId(), content);
            results.put(item.itemId(), new ItemResult(item.itemId(), item.kind(), item.title(), item.spec(), content));
        }
        JsonNode document = blueprint.assemble(skeleton, contents);
        assertThat(blueprint.checkDocument(input, document)).isEmpty();
        return document;
    }

    private static JsonNode accepted(Stage stage, Variables variables, int seed) {
        String answer =
                Content.write(ask(stage, variables), new SplittableRandom(seed)).toString();
        assertThat(answer.length() / 4)
                .as("tokens of %s", stage.name())
                .isLessThan(stage.tiers().getFirst().maxTokens());
        assertThat(stage.judge(answer, variables))
                .as("%s: %s for %s", stage.name(), answer, variables)
                .isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) stage.judge(answer, variables)).content();
    }

    private static Ask ask(Stage stage, Variables variables) {
        return Ask.of(Athletes.request("any", stage, stage.ask(variables)));
    }

    private static Blueprint builtIn(String id) {
        return Blueprints.builtIn().stream()
                .filter(blueprint -> blueprint.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
