package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.DocumentFile;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code code-project} and {@code training-program} on the whole system: steps that need others, weeks that add up. */
@ExtendWith(SharedCluster.class)
class StepsAndWeeksIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path EXAMPLES = Path.of("..", "examples");

    private static final Duration LONG = Duration.ofSeconds(240);

    private static Cluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(Cluster shared) {
        cluster = shared;
    }

    @BeforeEach
    void wellBehaved() {
        cluster.models(Map.of("*", quick()));
    }

    @Test
    void everyExampleBecomesACompleteDocumentThatHoldsItsSchemaAndRules() throws Exception {
        Map<String, JsonNode> requests = new LinkedHashMap<>();
        for (String blueprint : List.of("code-project", "training-program")) {
            try (Stream<Path> files = Files.list(EXAMPLES.resolve(blueprint))) {
                for (Path file : files.sorted().toList()) {
                    JsonNode request = JSON.readTree(file.toFile());
                    requests.put(cluster.client().submit(request.toString()), request);
                }
            }
        }
        assertThat(requests).hasSize(6);
        for (var submitted : requests.entrySet()) {
            JsonNode plan = end(submitted.getKey());
            assertThat(plan.path("outcome").asString())
                    .as("%s", plan.path("reasons"))
                    .isEqualTo("COMPLETE");
            Blueprint blueprint = blueprint(plan);
            JsonNode document = cluster.client().document(submitted.getKey());
            assertThat(blueprint.checkDocument(submitted.getValue().path("input"), document))
                    .isEmpty();
            if (blueprint.hasFiles()) {
                assertThat(zipped(submitted.getKey())).isEqualTo(files(blueprint, document));
                assertThat(plan.path("items")
                                .valueStream()
                                .mapToInt(item -> item.path("files").asInt(0))
                                .sum())
                        .isEqualTo(blueprint.files(document).size())
                        .isBetween(50, 75);
            }
        }
    }

    @Test
    void aStepThatFailsSkipsWhatNeedsItAndTheRestIsDelivered() throws Exception {
        cluster.models(Map.of("*", quick().withPoison("backend-models")));
        String job = cluster.client().submit(example("code-project/car-management.json"));

        JsonNode plan = end(job);

        assertThat(plan.path("outcome").asString()).isEqualTo("PARTIAL");
        Map<String, String> outcomes = new HashMap<>();
        plan.path("items")
                .forEach(item -> outcomes.put(
                        item.path("itemId").asString(""), item.path("outcome").asString("")));
        assertThat(outcomes)
                .hasSize(10)
                .containsEntry("backend-models", "FAILED")
                .containsEntry("backend-routes", "SKIPPED");
        outcomes.keySet().removeAll(List.of("backend-models", "backend-routes"));
        assertThat(outcomes.values()).containsOnly("ACCEPTED");
        assertThat(plan.path("reasons").toString())
                .contains("backend-routes: it needs 'backend-models' (Step 3.2: models and schemas), which failed");
        JsonNode document = cluster.client().document(job);
        assertThat(zipped(job)).isEqualTo(files(blueprint(plan), document)).hasSizeGreaterThan(30);
    }

    @Test
    void aStepsRequestIsShownWhatItNeedsOfTheStepsBeforeIt() throws Exception {
        String job = cluster.client().submit(example("code-project/notes.json"));

        JsonNode plan = end(job);

        assertThat(plan.path("outcome").asString()).isEqualTo("COMPLETE");
        // Prompts that hold what others wrote are longer; that of a step without dependencies holds none of it.
        Map<String, Integer> tokens = new HashMap<>();
        plan.path("items")
                .forEach(item -> tokens.put(
                        item.path("itemId").asString(""),
                        item.path("attempts").path(0).path("promptTokens").asInt(0)));
        assertThat(tokens.get("backend-routes")).isGreaterThan(Objects.requireNonNull(tokens.get("database")) + 300);
    }

    @Test
    void aWeekThatFailsLeavesTheOthersAndARetryAsksForThatWeekAlone() throws Exception {
        ObjectNode request = (ObjectNode) JSON.readTree(
                EXAMPLES.resolve("training-program/twelve-weeks-muscle.json").toFile());
        // Words that no other plan has: nothing of it was accepted before.
        ((ObjectNode) request.path("input").path("goal")).put("words", "A broad back, run " + UUID.randomUUID());
        cluster.models(Map.of("*", quick().withPoison("week-08")));
        Map<Cluster.Service, Double> known = knownAnswers();

        JsonNode plan = end(cluster.client().submit(request.toString()));

        assertThat(plan.path("outcome").asString()).isEqualTo("PARTIAL");
        assertThat(plan.path("reasons"))
                .isNotEmpty()
                .allMatch(reason -> reason.path("message").asString("").startsWith("week-08: "));
        List<JsonNode> weeks = weeks(plan);
        assertThat(weeks)
                .extracting(week -> week.path("number").asInt(0))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12);

        // A moment later every worker knows what the others accepted.
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(knownAnswers())
                        .allSatisfy((worker, now) ->
                                assertThat(now).isGreaterThanOrEqualTo(known.getOrDefault(worker, 0.0) + 11)));
        cluster.models(Map.of("*", quick()));
        JsonNode retried =
                end(cluster.client().submit(request.put("retry", true).toString()));

        assertThat(retried.path("outcome").asString())
                .as("%s", retried.path("reasons"))
                .isEqualTo("COMPLETE");
        assertThat(cluster.simulator().stats().calls()).singleElement().satisfies(call -> {
            assertThat(call.schemaName()).isEqualTo("training-program--week");
            assertThat(call.item()).isEqualTo("week-08");
        });
        JsonNode total = retried.path("bill").path("total");
        assertThat(total.path("calls").asInt(0)).isEqualTo(1);
        assertThat(total.path("reused").asInt(0)).isEqualTo(12);
        List<JsonNode> allWeeks = weeks(retried);
        assertThat(allWeeks).hasSize(12);
        allWeeks.remove(7);
        assertThat(allWeeks).extracting(JsonNode::toString).containsExactlyElementsOf(texts(weeks));
    }

    private static Map<Cluster.Service, Double> knownAnswers() throws Exception {
        Map<Cluster.Service, Double> known = new HashMap<>();
        for (Cluster.Service worker : cluster.workers()) {
            known.put(worker, cluster.metric(worker, "armature_answers_reusable"));
        }
        return known;
    }

    private static List<JsonNode> weeks(JsonNode plan) throws Exception {
        return new ArrayList<>(cluster.client()
                .document(plan.path("jobId").asString(""))
                .path("weeks")
                .valueStream()
                .toList());
    }

    private static List<String> texts(List<JsonNode> nodes) {
        return nodes.stream().map(JsonNode::toString).toList();
    }

    private static String example(String example) throws Exception {
        return ((ObjectNode) JSON.readTree(EXAMPLES.resolve(example).toFile())).toString();
    }

    private static JsonNode end(String job) throws Exception {
        return cluster.client().follow(job, step -> {});
    }

    private static Blueprint blueprint(JsonNode plan) {
        return Blueprints.builtIn().stream()
                .filter(blueprint ->
                        blueprint.id().equals(plan.path("blueprint").asString("")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> files(Blueprint blueprint, JsonNode document) {
        Map<String, String> files = new LinkedHashMap<>();
        for (DocumentFile file : blueprint.files(document)) {
            files.put(file.path(), file.content());
        }
        return files;
    }

    private Map<String, String> zipped(String job) throws Exception {
        Path file = folder.resolve(job + ".zip");
        cluster.client().archive(job, false, file);
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private static Faults quick() {
        return Faults.NONE.withLatency(Latency.ofMillis(20));
    }
}
