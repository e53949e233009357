package io.armature.assembler;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.skeleton;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.armature.assembler.Backbone.Assembler;
import io.armature.assembler.assembly.Folders;
import io.armature.events.DocumentReference;
import io.armature.events.ItemCompleted;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.topics.Topic;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** State outlives its process, on its disk or without it, and several processes share it. */
class RestartIT {
    private static final List<String> A_B = List.of("a", "b");
    private static final Map<String, String> FILES =
            Map.of("a.txt", "A large file. ".repeat(10_000), "b.txt", "Another. ".repeat(10_000));

    @TempDir
    private static Path folders;

    private static Backbone backbone;

    @BeforeAll
    static void start() throws Exception {
        backbone = new Backbone();
    }

    @AfterAll
    static void stop() {
        backbone.close();
    }

    @Test
    void aPlanGoesOnAfterARestartAndOneThatHadEndedDoesNotEndAgain() throws Exception {
        restart("kept", folders.resolve("kept"), folders.resolve("kept"));
    }

    @Test
    void itDoesSoWhenTheStateFolderIsLost() throws Exception {
        restart("wiped", folders.resolve("wiped-before"), folders.resolve("wiped-after"));
    }

    @Test
    void untilItsStateIsRestoredItIsLiveAndNotReadyAndSendsAwayWhoAsks() throws Exception {
        try (Assembler assembler = backbone.start(folders.resolve("restored-before"))) {
            begin("restored");
            awaitItem(assembler, "restored");
        }
        try (HeldRestore held = new HeldRestore();
                Assembler assembler = backbone.launch(folders.resolve("restored-after"), HeldRestore.SETTING)) {
            held.awaitReached();
            HttpResponse<String> ready = assembler.get("/actuator/health/readiness");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("REBALANCING");
            assertThat(assembler.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            HttpResponse<String> early = assembler.get("/plans/restored");
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.headers().firstValue("Retry-After")).isPresent();

            held.close();

            assembler.awaitReady();
            assertThat(json(assembler, "/plans/restored").path("itemsAccepted").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void anAssemblerOneOfWhoseTopicsIsGoneGivesUpAndSaysWhyAndTheNextOneWorks() throws Exception {
        try (Assembler assembler = backbone.start(
                folders.resolve("gone"),
                "--spring.kafka.properties.main.consumer.session.timeout.ms=500",
                "--spring.kafka.properties.main.consumer.heartbeat.interval.ms=150",
                "--spring.kafka.properties.main.consumer.metadata.max.age.ms=2000")) {
            backbone.delete(Topic.PLAN_ABORTED);

            // A thread that failed leaves its place to the next when its session is over.
            await().dontCatchUncaughtExceptions()
                    .atMost(Backbone.LONG)
                    .untilAsserted(() -> assertThat(
                                    assembler.get("/actuator/health/liveness").statusCode())
                            .as(() -> ready(assembler))
                            .isEqualTo(503));

            assertThat(assembler.get("/actuator/health/liveness").body())
                    .contains("assemblyLiveness", "MissingSourceTopicException", "ERROR");
            HttpResponse<String> ready = assembler.get("/actuator/health/readiness");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("MissingSourceTopicException", "ERROR");
        } finally {
            backbone.provide();
        }
        try (Assembler assembler = backbone.start(folders.resolve("gone"))) {
            begin("provided");
            awaitItem(assembler, "provided");
        }
    }

    /** The bound is set low, so that a small document is large; the rest is as with a large one. */
    @Test
    void aDocumentThatItsEventRefersToIsServedByAnyAssemblerAndAfterARestartWithoutState() throws Exception {
        String low = "--armature.assembler.largest-event=64KB";
        String large = "\"" + "A large part. ".repeat(150_000) + "\"";
        DocumentReference reference;
        try (Assembler one = backbone.start(folders.resolve("large-one"), low);
                Assembler two = backbone.start(folders.resolve("large-two"), low)) {
            await().atMost(Backbone.LONG).until(() -> shares(one) && shares(two));
            begin("large");
            backbone.publish(ItemCompleted.newBuilder(done("large", PLANNING, "b"))
                    .setContent(large)
                    .build());
            backbone.awaitEnd("large");
            fill("large-files");
            PlanCompleted end = backbone.ends("large").getFirst();
            assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(end.getDocument()).isNull();
            reference = end.getDocumentReference();
            for (Assembler assembler : List.of(one, two)) {
                isServed(assembler, reference);
            }
            assertThat(json(one, "/plans/large")
                            .path("documentReference")
                            .path("length")
                            .asLong())
                    .isEqualTo(reference.getLength());
            for (Assembler assembler : List.of(one, two)) {
                assertThat(assembler.archive("/plans/large-files/archive")).isEqualTo(FILES);
                assertThat(assembler.get("/plans/larger/archive").statusCode()).isEqualTo(404);
                assertThat(assembler.get("/plans/large/archive").body()).contains("hold no files");
            }
            HttpResponse<String> unknown = one.get("/plans/larger/document");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("no plan 'larger' is known here");
        }
        try (Assembler assembler = backbone.start(folders.resolve("large-after"), low)) {
            isServed(assembler, reference);
            assertThat(assembler.archive("/plans/large-files/archive")).isEqualTo(FILES);
        }
    }

    /** Ends a plan whose files are too much for its event, too. */
    private static void fill(String jobId) throws Exception {
        backbone.publish(Folders.accepted(jobId, Instant.now()));
        backbone.publish(Folders.skeleton(jobId, A_B));
        for (String item : A_B) {
            backbone.publish(Folders.file(jobId, item, FILES.get(item + ".txt")));
        }
        backbone.awaitEnd(jobId);
        assertThat(backbone.ends(jobId).getFirst().getDocumentReference()).isNotNull();
    }

    private static void isServed(Assembler assembler, DocumentReference reference) throws Exception {
        HttpResponse<String> answer = assembler.get(reference.getPath());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        byte[] document = answer.body().getBytes(StandardCharsets.UTF_8);
        assertThat(document.length).isEqualTo((int) reference.getLength()).isGreaterThan(2_000_000);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(document);
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(reference.getSha256());
        assertThat(answer.headers().firstValue("Repr-Digest"))
                .contains("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
        assertThat(JsonMapper.shared().readTree(answer.body()).path("parts")).hasSize(2);
    }

    private static void restart(String job, Path before, Path after) throws Exception {
        try (Assembler assembler = backbone.start(before)) {
            begin(job + "-open");
            begin(job + "-ended");
            backbone.publish(done(job + "-ended", PLANNING, "b"));
            backbone.awaitEnd(job + "-ended");
            awaitItem(assembler, job + "-open");
        }
        try (Assembler assembler = backbone.start(after)) {
            assertThat(json(assembler, "/plans/" + job + "-open")
                            .path("itemsAccepted")
                            .asInt())
                    .isEqualTo(1);
            assertThat(json(assembler, "/plans/" + job + "-ended")
                            .path("outcome")
                            .asString())
                    .isEqualTo("COMPLETE");
            assertThat(json(assembler, "/plans?limit=500").toString()).contains(job + "-open", job + "-ended");
            backbone.publish(accepted(job + "-ended"));
            backbone.publish(done(job + "-ended", PLANNING, "a"));
            backbone.publish(done(job + "-open", PLANNING, "b"));
            backbone.awaitEnd(job + "-open");
        }
        assertThat(backbone.ends(job + "-open")).hasSize(1);
        assertThat(backbone.ends(job + "-ended")).hasSize(1);
    }

    @Test
    void anyOfSeveralAssemblersAnswersForAnyPlan() throws Exception {
        try (Assembler one = backbone.start(folders.resolve("one"));
                Assembler two = backbone.start(folders.resolve("two"))) {
            await().atMost(Backbone.LONG).until(() -> shares(one) && shares(two));
            for (int i = 0; i < 12; i++) {
                begin("shared-" + i);
                backbone.publish(done("shared-" + i, PLANNING, "b"));
            }
            for (int i = 0; i < 12; i++) {
                backbone.awaitEnd("shared-" + i);
            }
            for (Assembler assembler : List.of(one, two)) {
                for (int i = 0; i < 12; i++) {
                    String path = "/plans/shared-" + i;
                    assertThat(json(assembler, path).path("outcome").asString()).isEqualTo("COMPLETE");
                    assertThat(json(assembler, path + "/document").path("parts"))
                            .hasSize(2);
                    try (EventReader events = new EventReader(assembler.url + path + "/events", null)) {
                        assertThat(events.rest().getLast().name()).isEqualTo("ended");
                    }
                }
                assertThat(assembler.get("/plans/unknown").statusCode()).isEqualTo(404);
                assertThat(json(assembler, "/plans?limit=500").findValuesAsString("jobId"))
                        .filteredOn(id -> id.startsWith("shared-"))
                        .hasSize(12);
            }
            for (int i = 0; i < 12; i++) {
                assertThat(backbone.ends("shared-" + i)).hasSize(1);
            }
        }
    }

    private static boolean shares(Assembler assembler) {
        var streams = assembler
                .context
                .getBean(io.armature.assembler.assembly.Assembly.class)
                .streams();
        return streams.state() == org.apache.kafka.streams.KafkaStreams.State.RUNNING
                && streams.metadataForAllStreamsClients().stream()
                                .filter(client -> !client.topicPartitions().isEmpty())
                                .count()
                        == 2;
    }

    /** What it says of itself, for whoever reads that a test failed. */
    private static String ready(Assembler assembler) {
        try {
            return assembler.get("/actuator/health/readiness").body();
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    private static void begin(String jobId) throws Exception {
        backbone.publish(accepted(jobId, Instant.now()));
        backbone.publish(skeleton(jobId, PLANNING, A_B));
        backbone.publish(done(jobId, PLANNING, "a"));
    }

    private static void awaitItem(Assembler assembler, String jobId) {
        await().atMost(Backbone.LONG)
                .ignoreExceptions()
                .until(() ->
                        json(assembler, "/plans/" + jobId).path("itemsAccepted").asInt() == 1);
    }

    private static JsonNode json(Assembler assembler, String path) throws Exception {
        return JsonMapper.shared().readTree(assembler.get(path).body());
    }
}
