package io.armature.assembler;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.skeleton;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.armature.assembler.Backbone.Assembler;
import io.armature.assembler.EventReader.Event;
import io.armature.assembler.assembly.Folders;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The assembler's HTTP door, on a real broker. */
class AssemblerIT {
    private static final List<String> A_B = List.of("a", "b");

    @TempDir
    private static Path state;

    private static Backbone backbone;
    private static Assembler assembler;

    @BeforeAll
    static void start() throws Exception {
        backbone = new Backbone();
        assembler = backbone.start(
                state,
                "--armature.assembler.heartbeat=200ms",
                "--armature.assembler.progress-window=100",
                "--armature.assembler.keep-ended=20s");
    }

    @AfterAll
    static void stop() {
        assembler.close();
        backbone.close();
    }

    @Test
    void aPlanCanBeFollowedByStatusAndDocumentFromItsRequestToItsEnd() throws Exception {
        begin("status");
        awaitItems("status", 1);

        JsonNode open = json("/plans/status");
        assertThat(open.path("phase").asString()).isEqualTo("GENERATING");
        assertThat(open.path("items").get(1).path("outcome").asString()).isEqualTo("GENERATING");
        problem("/plans/status/document", 409, "1 of 2 items", "partial=true");
        assertThat(json("/plans/status/document?partial=true").path("parts")).hasSize(1);

        backbone.publish(done("status", PLANNING, "b"));
        backbone.awaitEnd("status");

        assertThat(json("/plans/status").path("outcome").asString()).isEqualTo("COMPLETE");
        assertThat(json("/plans/status").has("document")).isFalse();
        assertThat(json("/plans/status/document").path("parts")).hasSize(2);
        assertThat(json("/plans?limit=500"))
                .anySatisfy(plan -> assertThat(plan.path("jobId").asString()).isEqualTo("status"));
    }

    @Test
    void plansAreListedNewestFirstInPages() throws Exception {
        Instant later = Instant.now().plusSeconds(3_600);
        for (int i = 0; i < 5; i++) {
            backbone.publish(accepted("listed-" + i, later.plusSeconds(i)));
        }
        await().atMost(Backbone.LONG)
                .until(() -> json("/plans?limit=5").toString().contains("listed-0"));

        JsonNode first = json("/plans?limit=2");
        JsonNode second =
                json("/plans?limit=2&before=" + first.get(1).path("requestedAt").asString());

        assertThat(ids(first)).containsExactly("listed-4", "listed-3");
        assertThat(ids(second)).containsExactly("listed-2", "listed-1");
        assertThat(assembler.get("/plans?before=%2B999999999-12-31T00:00:00Z").statusCode())
                .isEqualTo(200);
        assertThat(assembler.get("/plans?before=yesterday").statusCode()).isEqualTo(400);
        assertThat(assembler.get("/plans?limit=many").statusCode()).isEqualTo(400);
    }

    @Test
    void aPlanThatNobodyKnowsIsAProblemThatSaysSo() throws Exception {
        for (String path : List.of("/plans/nobody", "/plans/nobody/document")) {
            HttpResponse<String> answer = assembler.get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            JsonNode problem = JsonMapper.shared().readTree(answer.body());
            assertThat(problem.path("detail").asString()).contains("'nobody'");
            assertThat(problem.path("jobId").asString()).isEqualTo("nobody");
        }
    }

    @Test
    void theFilesOfADocumentAreAnArchiveAsSoonAsItsPlanHasEndedOrInPartIfWanted() throws Exception {
        backbone.publish(Folders.accepted("filed", Instant.now()));
        backbone.publish(Folders.skeleton("filed", A_B));
        backbone.publish(Folders.file("filed", "a", "one"));
        awaitItems("filed", 1);

        problem("/plans/filed/archive", 409, "1 of 2 items", "partial=true");
        assertThat(assembler.archive("/plans/filed/archive?partial=true")).isEqualTo(Map.of("a.txt", "one"));

        backbone.publish(Folders.file("filed", "b", "two"));
        backbone.awaitEnd("filed");
        assertThat(assembler.archive("/plans/filed/archive")).isEqualTo(Map.of("a.txt", "one", "b.txt", "two"));
        assertThat(json("/plans/filed").path("items").get(1).path("files").asInt())
                .isOne();
    }

    @Test
    void anArchiveThatThereIsNotIsAProblemThatSaysWhy() throws Exception {
        problem("/plans/nobody/archive", 404, "no plan 'nobody' is known here");
        begin("unfiled");
        awaitItems("unfiled", 1);
        problem("/plans/unfiled/archive", 404, "documents of blueprint notes hold no files", "/plans/unfiled/document");
        backbone.publish(Folders.accepted("fileless", Instant.now()));
        backbone.publish(Folders.skeleton("fileless", List.of("a")));
        backbone.publish(ItemCompleted.newBuilder(Folders.file("fileless", "a", ""))
                .setOutcome(ItemOutcome.FAILED)
                .setContent(null)
                .build());
        backbone.awaitEnd("fileless");
        problem("/plans/fileless/archive", 404, "ended as FAILED and has no document");
    }

    private static void problem(String path, int status, String... said) throws Exception {
        HttpResponse<String> answer = assembler.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains(said);
    }

    @Test
    void aDocumentIsGoneWhenItsTimeIsOverAndItsPlanIsStillKnown() throws Exception {
        begin("old");
        backbone.publish(done("old", PLANNING, "b"));
        backbone.awaitEnd("old");

        await().atMost(Backbone.LONG)
                .until(() -> assembler.get("/plans/old/document").statusCode() == 410);

        assertThat(json("/plans/old").path("outcome").asString()).isEqualTo("COMPLETE");
    }

    @Test
    void progressIsStreamedInOrderToTheEnd() throws Exception {
        try (EventReader reader = follow("stream", null)) {
            begin("stream");
            backbone.publish(done("stream", PLANNING, "b"));

            List<Event> events = reader.rest();

            assertThat(events)
                    .extracting(event -> event.data().path("phase").asString())
                    .startsWith("PLANNING")
                    .endsWith("ENDED");
            assertThat(events).last().extracting(Event::name).isEqualTo("ended");
            assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoComesBackIsToldWhatItMissedAndNothingTwice() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add("item-" + i);
        }
        backbone.publish(accepted("resumed", Instant.now()));
        backbone.publish(skeleton("resumed", PLANNING, ids));
        for (String id : ids) {
            backbone.publish(done("resumed", PLANNING, id));
        }
        backbone.awaitEnd("resumed");
        List<Event> whole;
        try (EventReader reader = follow("resumed", place("resumed"))) {
            whole = reader.rest();
        }
        for (int known : List.of(0, 7, whole.size() - 2)) {
            try (EventReader again = follow("resumed", whole.get(known).id())) {
                assertThat(again.rest())
                        .extracting(Event::id)
                        .containsExactlyElementsOf(whole.subList(known + 1, whole.size()).stream()
                                .map(Event::id)
                                .toList());
            }
        }
        crowdOut();

        try (EventReader again = follow("resumed", whole.get(7).id())) {
            assertThat(again.rest())
                    .extracting(Event::id)
                    .containsExactlyElementsOf(whole.subList(8, whole.size()).stream()
                            .map(Event::id)
                            .toList());
        }
    }

    @Test
    void aPlanThatHasEndedIsToldAsEndedAndWhoWasToldNeedNotComeBack() throws Exception {
        begin("over");
        backbone.publish(done("over", PLANNING, "b"));
        backbone.awaitEnd("over");
        crowdOut();

        Event end;
        try (EventReader reader = follow("over", null)) {
            List<Event> events = reader.rest();
            assertThat(events).hasSize(1);
            end = events.getFirst();
        }
        assertThat(end.name()).isEqualTo("ended");
        assertThat(end.data().path("outcome").asString()).isEqualTo("COMPLETE");

        String last;
        try (EventReader reader = follow("over", place("over"))) {
            last = reader.rest().getLast().id();
        }
        try (EventReader reader = follow("over", last)) {
            assertThat(reader.status()).isEqualTo(204);
        }
    }

    @Test
    void aClientThatGoesAwayIsForgotten() throws Exception {
        begin("left");
        EventReader reader = follow("left", null);
        assertThat(reader.next()).isNotNull();
        assertThat(followers()).isPositive();

        reader.close();

        await().atMost(Backbone.LONG).until(() -> followers() == 0);
    }

    @Test
    void theDescriptionOfTheApiHasEveryRouteAndNoOther() throws Exception {
        Map<String, Map<String, Map<String, Object>>> api =
                new Yaml().load(assembler.get("/openapi.yaml").body());
        TreeSet<String> described = new TreeSet<>();
        api.get("paths")
                .forEach((path, operations) -> operations.keySet().stream()
                        .filter(name -> !name.equals("parameters"))
                        .forEach(method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        TreeSet<String> served = new TreeSet<>();
        assembler
                .context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType().getPackageName().startsWith("io.armature")) {
                        mapping.getPathPatternsCondition()
                                .getPatternValues()
                                .forEach(path -> mapping.getMethodsCondition()
                                        .getMethods()
                                        .forEach(verb -> served.add(verb + " " + path)));
                    }
                });
        assertThat(described).isEqualTo(served).isNotEmpty();
    }

    @Test
    void itIsReadyAndLiveAndCountsWhatItDoes() throws Exception {
        begin("counted");
        backbone.publish(done("counted", PLANNING, "b"));
        backbone.awaitEnd("counted");

        assertThat(assembler.get("/actuator/health/readiness").body()).contains("\"status\":\"UP\"");
        assertThat(assembler.get("/actuator/health/liveness").body()).contains("\"status\":\"UP\"");
        assertThat(assembler.get("/actuator/prometheus").body())
                .contains(
                        "armature_plans_seconds_count",
                        "armature_plans_open",
                        "armature_state_entries{store=\"plans\"",
                        "armature_state_memory_bytes",
                        "armature_followers");
    }

    /** A plan of two items, of which one is done. */
    private static void begin(String jobId) throws Exception {
        backbone.publish(accepted(jobId, Instant.now()));
        backbone.publish(skeleton(jobId, PLANNING, A_B));
        backbone.publish(done(jobId, PLANNING, "a"));
    }

    /** More progress than the process remembers. */
    private static void crowdOut() throws Exception {
        String last = "crowd-" + System.nanoTime();
        for (int i = 0; i < 40; i++) {
            String jobId = i == 39 ? last : last + "-" + i;
            begin(jobId);
            backbone.publish(done(jobId, PLANNING, "b"));
        }
        backbone.awaitEnd(last);
        await().atMost(Backbone.LONG)
                .until(() -> backbone.ends.stream()
                                .filter(end -> end.getJobId().startsWith(last))
                                .count()
                        == 40);
    }

    /** The place before the first of a plan's partition. */
    private static String place(String jobId) {
        int partition = org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                jobId.getBytes(java.nio.charset.StandardCharsets.UTF_8), 12);
        return partition + "-0";
    }

    private static void awaitItems(String jobId, int accepted) {
        await().atMost(Backbone.LONG)
                .ignoreExceptions()
                .until(() -> json("/plans/" + jobId).path("itemsAccepted").asInt() == accepted
                        && json("/plans/" + jobId).has("items"));
    }

    private static double followers() {
        return assembler
                .context
                .getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .get("armature.followers")
                .gauge()
                .value();
    }

    private static EventReader follow(String jobId, String lastEventId) throws Exception {
        return new EventReader(assembler.url + "/plans/" + jobId + "/events", lastEventId);
    }

    private static JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(assembler.get(path).body());
    }

    private static List<String> ids(JsonNode plans) {
        List<String> ids = new ArrayList<>();
        plans.forEach(plan -> ids.add(plan.path("jobId").asString()));
        return ids;
    }
}
