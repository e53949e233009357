package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.TopicFollower;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanRequested;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.simulator.Stats;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Planner, assembler and three item workers as processes, on a real broker and a real registry. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedCluster.class)
class WholeSystemIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONG = Duration.ofSeconds(240);
    private static final Faults STRONG_AND_RIGHT = latency(50);

    private static Cluster cluster;
    private static EventPublisher publisher;
    private static TopicFollower<PlanCompleted> completed;
    private static final Map<String, List<PlanCompleted>> ENDS = new ConcurrentHashMap<>();

    @BeforeAll
    static void start(Cluster shared) throws Exception {
        cluster = shared;
        publisher = new EventPublisher(cluster.kafka());
        completed = new TopicFollower<>(
                Topic.PLAN_COMPLETED.topicName(),
                TopicFollower.From.BEGINNING,
                cluster.kafka(),
                new EventSerdes(cluster.kafka()).deserializer(),
                record -> ENDS.computeIfAbsent(record.key(), id -> new java.util.concurrent.CopyOnWriteArrayList<>())
                        .add(record.value()));
        completed.start();
    }

    @AfterAll
    static void stop() {
        completed.close();
        publisher.close();
    }

    @BeforeEach
    void wellBehaved() {
        cluster.models(Map.of("*", latency(20)));
    }

    @Test
    void everyExampleBecomesACompletePlanWhoseBillIsTheProvidersOwnCount() throws Exception {
        List<String> jobs = new ArrayList<>();
        for (String example : List.of("easy-day", "two-workouts", "vegetarian-long-ride")) {
            jobs.add(cluster.client().submit(example(example).toString()));
        }
        for (String job : jobs) {
            assertThat(end(job).getOutcome().name()).isEqualTo("COMPLETE");
            assertThat(JSON.readTree(end(job).getDocument()).path("meals")).isNotEmpty();
        }
        billsEqualWhatTheProviderCounted(jobs);
    }

    @Test
    void everyLessonAndEveryDocumentOfOneCallIsCompleteAndPaidForAsTheProviderCounted() throws Exception {
        Map<String, ObjectNode> requests = new HashMap<>();
        for (String lesson : List.of("food-short", "travel", "work-long")) {
            requests.put(cluster.client().submit(lesson(lesson).toString()), lesson(lesson));
        }
        for (ObjectNode whole : List.of(example("two-workouts"), lesson("travel"))) {
            whole.put("mode", "single-call").put("model", "strong").put("fast", true);
            requests.put(cluster.client().submit(whole.toString()), whole);
        }
        for (Map.Entry<String, ObjectNode> request : requests.entrySet()) {
            PlanCompleted end = end(request.getKey());
            assertThat(end.getOutcome().name()).as("%s", end.getReasons()).isEqualTo("COMPLETE");
            assertThat(blueprint(end.getBlueprint())
                            .checkDocument(request.getValue().path("input"), JSON.readTree(end.getDocument())))
                    .isEmpty();
            assertThat(end.getItems().isEmpty())
                    .isEqualTo(request.getValue().path("mode").asString("").equals("single-call"));
            assertThat(cluster.client().status(request.getKey()).path("mode").asString())
                    .isEqualTo(request.getValue().path("mode").asString("two-phase"));
        }
        billsEqualWhatTheProviderCounted(List.copyOf(requests.keySet()));
    }

    @Test
    void aSectionThatNoModelCanTurnStandsInAPartialLessonAsItWasFirstWritten() throws Exception {
        cluster.models(Map.of("*", poison("dialogue-1")));
        String job = cluster.client().submit(lesson("travel").toString());
        PlanCompleted end = end(job);
        assertThat(end.getOutcome().name()).isEqualTo("PARTIAL");
        assertThat(end.getReasons())
                .isNotEmpty()
                .allMatch(reason -> reason.getMessage().startsWith("dialogue-1: "));
        JsonNode sections = JSON.readTree(end.getDocument()).path("sections");
        assertThat(sections).hasSize(3);
        assertThat(sections.path(0).has("sentences")).isTrue();
        assertThat(sections.path(1).path("content").asString()).contains("駅");
        assertThat(sections.path(1).has("turns")).isFalse();
        billsEqualWhatTheProviderCounted(List.of(job));
    }

    @Test
    void aLessonWithoutASingleTurnedSectionIsStillThereAndEveryMetricOfTheAlertRulesIsExposed() throws Exception {
        cluster.models(Map.of("*", latency(20).withPoison("reading-1", "grammar-1")));
        PlanCompleted end = end(cluster.client().submit(lesson("food-short").toString()));
        assertThat(end.getOutcome().name()).isEqualTo("PARTIAL");
        assertThat(JSON.readTree(end.getDocument()).path("sections"))
                .hasSize(2)
                .allSatisfy(section -> assertThat(section.has("content")).isTrue());

        Set<String> named = Pattern.compile("\\b(?:armature|gen_ai|inflight)_[a-z_]+\\b")
                .matcher(Files.readString(Path.of("../deploy/alerts/armature.rules.yaml")))
                .results()
                .map(java.util.regex.MatchResult::group)
                .collect(Collectors.toSet());
        List<Cluster.Service> services = new ArrayList<>(cluster.workers());
        services.addAll(List.of(cluster.planner(), cluster.assembler()));
        Set<String> exposed = new java.util.HashSet<>();
        for (Cluster.Service service : services) {
            cluster.scrape(service)
                    .lines()
                    .map(line -> line.split("[ {]", 2)[0])
                    .forEach(exposed::add);
        }
        assertThat(named).hasSizeGreaterThan(8);
        // A summary's own name stands for its parts.
        assertThat(named).allMatch(name -> exposed.contains(name) || exposed.contains(name + "_count"));
    }

    @Test
    @Order(Integer.MAX_VALUE) // Its 429s hold the workers to fewer calls at once for a minute.
    void faultyAnswersAreAskedAgainAndEscalatedUntilEveryPlanIsComplete() throws Exception {
        Faults faulty = Faults.NONE
                .withLatency(Latency.parse("lognormal(30ms, 0.3)"))
                .withChance(Fault.MALFORMED, 0.10)
                .withChance(Fault.RULE, 0.05)
                .withChance(Fault.TRUNCATED, 0.03)
                .withChance(Fault.THROTTLED, 0.02);
        cluster.models(Map.of(Cluster.CHEAP, faulty, "*", STRONG_AND_RIGHT));
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ObjectNode request = example("two-workouts");
            ((ObjectNode) request.path("input").path("athlete")).put("age", 20 + i);
            jobs.add(cluster.client().submit(request.toString()));
        }
        for (String job : jobs) {
            PlanCompleted end = end(job);
            assertThat(end.getOutcome().name()).as("%s", end.getReasons()).isEqualTo("COMPLETE");
            end.getItems().stream()
                    .filter(item -> item.getTier() > 0)
                    .forEach(item -> assertThat(item.getAttempts())
                            .anyMatch(attempt -> attempt.getModel().equals("strong"))
                            .anyMatch(attempt -> attempt.getModel().equals("cheap")
                                    && !attempt.getReasons().isEmpty()));
        }
        assertThat(jobs.stream()
                        .flatMap(job -> end(job).getItems().stream())
                        .filter(item -> item.getAttempts().size() > 1))
                .isNotEmpty();
        billsEqualWhatTheProviderCounted(jobs);
    }

    @Test
    void anItemThatNeverSucceedsLeavesAPartialPlanThatTellsWhy() throws Exception {
        Faults poisoned = poison("lunch");
        cluster.models(Map.of("*", poisoned));
        PlanCompleted end = end(cluster.client().submit(example("easy-day").toString()));
        assertThat(end.getOutcome().name()).isEqualTo("PARTIAL");
        assertThat(end.getReasons())
                .isNotEmpty()
                .allMatch(reason -> reason.getMessage().startsWith("lunch: "));
        assertThat(JSON.readTree(end.getDocument()).path("meals"))
                .hasSize(end.getItems().size() - 1);
    }

    @Test
    void everyExampleOfRecipeWeekBecomesACompletePlan() throws Exception {
        Map<String, ObjectNode> requests = new HashMap<>();
        for (String example : RecipeWeeks.EXAMPLES) {
            ObjectNode request = RecipeWeeks.example(example);
            requests.put(cluster.client().submit(request.toString()), request);
        }
        requests.forEach((job, request) -> RecipeWeeks.isWhole(end(job), request.path("input")));
        billsEqualWhatTheProviderCounted(List.copyOf(requests.keySet()));
    }

    @Test
    void aRecipeThatNeverSucceedsLeavesAPartialWeek() throws Exception {
        cluster.models(Map.of("*", poison("day-1-dinner")));
        PlanCompleted end =
                end(cluster.client().submit(RecipeWeeks.example("one-day-vegan").toString()));
        assertThat(end.getOutcome().name()).isEqualTo("PARTIAL");
        assertThat(end.getReasons())
                .isNotEmpty()
                .allMatch(reason -> reason.getMessage().startsWith("day-1-dinner: "));
        assertThat(RecipeWeeks.names(end)).hasSize(2);
    }

    @Test
    void noRecipeComesTwiceThoughTheModelLikesToRepeatItselfAndThreeWorkersWrite() throws Exception {
        cluster.models(Map.of("*", latency(100).withChance(Fault.REPEATS, 0.3)));
        List<String> jobs = new ArrayList<>();
        for (int plan = 0; plan < 5; plan++) {
            jobs.add(cluster.client()
                    .submit(RecipeWeeks.weekOf(UUID.randomUUID().toString()).toString()));
        }
        for (String job : jobs) {
            PlanCompleted end = end(job);
            assertThat(end.getOutcome().name()).as("%s", end.getReasons()).isEqualTo("COMPLETE");
            assertThat(RecipeWeeks.names(end)).hasSize(21).doesNotHaveDuplicates();
        }
        assertThat(cluster.simulator().stats().calls().stream()
                        .filter(call -> call.outcome().equals(Fault.REPEATS.toString())))
                .isNotEmpty();
        assertThat(cluster.simulator().stats().calls()).hasSizeGreaterThan(5 * 22);
        billsEqualWhatTheProviderCounted(jobs);
    }

    @Test
    void aSkeletonThatNeverSucceedsEndsThePlanAsFailedWithItsCost() throws Exception {
        cluster.models(Map.of("*", poison("skeleton")));
        String job = cluster.client().submit(example("easy-day").toString());
        PlanCompleted end = end(job);
        assertThat(end.getOutcome().name()).isEqualTo("FAILED");
        assertThat(end.getReasons()).isNotEmpty();
        assertThat(end.getSkeletonAttempts()).hasSize(4);
        billsEqualWhatTheProviderCounted(List.of(job));
    }

    @Test
    void badRequestsAreToldEveryReasonAndTheNextRequestIsServed() throws Exception {
        byte[] rubbish = {1, 2, 3, 4, 5, 6};
        List<byte[]> dead = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (TopicFollower<byte[]> letters = new TopicFollower<>(
                        Topic.PLAN_REQUESTS.deadLetterTopicName(),
                        TopicFollower.From.BEGINNING,
                        cluster.kafka(),
                        new ByteArrayDeserializer(),
                        record -> dead.add(record.value()));
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.kafka().get("bootstrap.servers")),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            letters.start();
            producer.send(new ProducerRecord<>(Topic.PLAN_REQUESTS.topicName(), "rubbish", rubbish))
                    .get();
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> dead.stream().anyMatch(bytes -> java.util.Arrays.equals(bytes, rubbish)));
        }
        assertThat(rejected("no-such-blueprint", "{}")).anyMatch(message -> message.contains("no blueprint"));
        assertThat(rejected("meal-day", "{\"athlete\":{\"age\":3},\"workouts\":[],\"targets\":{}}"))
                .hasSizeGreaterThan(3);
        assertThat(end(cluster.client().submit(example("easy-day").toString()))
                        .getOutcome()
                        .name())
                .isEqualTo("COMPLETE");
    }

    @Test
    void theSameRequestAgainIsTheSameJob() throws Exception {
        ObjectNode request = example("easy-day").put("jobId", "twice-" + UUID.randomUUID());
        String job = cluster.client().submit(request.toString());
        cluster.client().submit(request.toString());
        end(job);
        assertThat(end(cluster.client().submit(example("easy-day").toString()))
                        .getOutcome()
                        .name())
                .isEqualTo("COMPLETE");
        assertThat(ENDS.get(job)).hasSize(1);
    }

    @Test
    void aForeignClientPublishesARequestAndReadsTheFinishedPlan() throws Exception {
        Path js = Path.of("src/test/js");
        Assumptions.assumeTrue(run(js, "npm", "--version").exit() == 0, "npm is not on this machine");
        assertThat(run(js, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                        .exit())
                .isZero();
        Finished client = run(
                js,
                "node",
                "client.mjs",
                cluster.kafka().get("bootstrap.servers").toString(),
                cluster.kafka().get("schema.registry.url").toString(),
                "../../../../examples/meal-day/easy-day.json");
        assertThat(client.exit()).as(client.output()).isZero();
        JsonNode plan = JSON.readTree(client.output().lines().toList().getLast());
        assertThat(plan.path("outcome").asString()).isEqualTo("COMPLETE");
        assertThat(plan.path("meals").asInt()).isEqualTo(5);
        assertThat(end(plan.path("jobId").asString()).getBill().getTotal().getCalls())
                .isEqualTo(plan.path("calls").asInt());
    }

    private record Finished(int exit, String output) {}

    private static Finished run(Path folder, String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return new Finished(process.waitFor(), output);
        } catch (java.io.IOException e) {
            return new Finished(127, e.toString());
        }
    }

    @Test
    void threeWorkersShareTheItemsOfOneJob() throws Exception {
        cluster.models(Map.of("*", latency(500)));
        Map<Cluster.Service, Double> before = answersOfEachWorker();
        PlanCompleted end = end(burst(90));
        assertThat(end.getOutcome().name()).isEqualTo("COMPLETE");
        Map<Cluster.Service, Double> after = answersOfEachWorker();
        after.replaceAll((worker, answers) -> answers - before.get(worker));
        assertThat(after.values()).hasSize(3).allMatch(answers -> answers >= 1);
        assertThat(after.values().stream().mapToDouble(answers -> answers).sum())
                .isEqualTo(90);
    }

    @Test
    void aKilledWorkerLosesNothingAndExactlyItsCallsUnderWayAreRepeated() throws Exception {
        cluster.models(Map.of("*", latency(20).withLatency("burst--part", Latency.ofMillis(10_000))));
        String job = burst(90);
        // Each of the 90 is a call under way at some worker, and none has been answered.
        Awaitility.await().atMost(LONG).until(() -> cluster.simulator().stats().underWay() == 90);
        Map<Cluster.Service, Double> held = new HashMap<>();
        for (Cluster.Service worker : cluster.workers()) {
            held.put(worker, cluster.metric(worker, "inflight_records"));
        }
        assertThat(held.values().stream().mapToDouble(records -> records).sum()).isEqualTo(90);
        Cluster.Service victim = held.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        cluster.kill(victim);
        assertThat(cluster.simulator().stats().underWay())
                .as("the calls were under way when the worker died")
                .isEqualTo(90);
        try {
            PlanCompleted end = end(job);
            assertThat(end.getOutcome().name()).isEqualTo("COMPLETE");
            assertThat(end.getItems()).hasSize(90);
            assertThat(ENDS.get(job)).hasSize(1);
            Map<String, Long> calls = callsPerItem();
            assertThat(calls).hasSize(90);
            assertThat(calls.values()).allMatch(times -> times <= 2);
            Set<String> repeated = calls.entrySet().stream()
                    .filter(item -> item.getValue() == 2)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            Set<String> unheard = cluster.simulator().stats().calls().stream()
                    .filter(call -> !call.heard())
                    .map(WholeSystemIT::itemOf)
                    .collect(Collectors.toSet());
            assertThat(repeated)
                    .hasSize(held.get(victim).intValue())
                    .isNotEmpty()
                    .containsAll(unheard);
            assertThat(unheard).isNotEmpty();
        } finally {
            cluster.start(victim);
        }
    }

    @Test
    void everyServiceIsRestartedDuringARunAndNoCallIsRepeated() throws Exception {
        cluster.models(Map.of("*", latency(1_000)));
        List<String> jobs = new ArrayList<>();
        for (Cluster.Service service : List.of(
                cluster.planner(), cluster.assembler(), cluster.workers().getFirst())) {
            jobs.add(burst(60));
            int calls = 61 * (jobs.size() - 1);
            // The planner is stopped while its call is under way, the others amid the items.
            int before = service.equals(cluster.planner()) ? 0 : 10;
            Awaitility.await()
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> cluster.simulator().stats().calls().size() > calls + before);
            // 128 and SIGTERM: it ended by itself, within its bound.
            assertThat(cluster.stop(service)).isEqualTo(143);
            cluster.start(service);
            assertThat(end(jobs.getLast()).getOutcome().name()).isEqualTo("COMPLETE");
        }
        for (String job : jobs) {
            assertThat(end(job).getItems()).hasSize(60);
            assertThat(ENDS.get(job)).hasSize(1);
        }
        assertThat(callsPerItem()).hasSize(3 * 60);
        assertThat(callsPerItem().values()).allMatch(times -> times == 1);
        assertThat(cluster.simulator().stats().calls()).hasSize(3 * 61).allMatch(Stats.OneCall::heard);
        billsEqualWhatTheProviderCounted(jobs);
    }

    /** A job of so many small items; by way of Kafka, as the planner may be away. */
    private static String burst(int items) throws InterruptedException {
        String job = "burst-" + UUID.randomUUID();
        request(job, "burst", "{\"items\":" + items + ",\"run\":\"" + job + "\"}");
        return job;
    }

    private static Map<Cluster.Service, Double> answersOfEachWorker() throws Exception {
        Map<Cluster.Service, Double> answers = new HashMap<>();
        for (Cluster.Service worker : cluster.workers()) {
            answers.put(worker, cluster.metric(worker, "gen_ai_client_operation_duration_seconds_count"));
        }
        return answers;
    }

    private static Map<String, Long> callsPerItem() {
        return cluster.simulator().stats().calls().stream()
                .filter(call -> call.schemaName().equals("burst--part"))
                .collect(Collectors.groupingBy(WholeSystemIT::itemOf, Collectors.counting()));
    }

    /** Item ids are alike in every job; prompts are not. */
    private static String itemOf(Stats.OneCall call) {
        return call.item() + " " + call.promptHash();
    }

    private static List<String> rejected(String blueprint, String input) throws InterruptedException {
        String job = "bad-" + UUID.randomUUID();
        request(job, blueprint, input);
        assertThat(end(job).getOutcome().name()).isEqualTo("REJECTED");
        return end(job).getReasons().stream().map(reason -> reason.getMessage()).toList();
    }

    private static void request(String job, String blueprint, String input) throws InterruptedException {
        PlanRequested request = PlanRequested.newBuilder()
                .setJobId(job)
                .setBlueprint(blueprint)
                .setInput(input)
                .setTenant(null)
                .setMaxCost(null)
                .setRequestedAt(Instant.now())
                .build();
        publisher.publish(
                Topic.PLAN_REQUESTS,
                job,
                request,
                EventHeaders.of(Topic.PLAN_REQUESTS, "test", Instant.now(), null, null));
    }

    private static PlanCompleted end(String job) {
        return Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ENDS.get(job), ends -> ends != null)
                .getFirst();
    }

    private static void billsEqualWhatTheProviderCounted(List<String> jobs) {
        Map<String, Stats.OfModel> counted = cluster.simulator().stats().byModel();
        assertThat(jobs.stream()
                        .mapToLong(job -> end(job).getBill().getTotal().getPromptTokens())
                        .sum())
                .isEqualTo(counted.values().stream()
                        .mapToLong(Stats.OfModel::promptTokens)
                        .sum());
        assertThat(jobs.stream()
                        .mapToLong(job -> end(job).getBill().getTotal().getCompletionTokens())
                        .sum())
                .isEqualTo(counted.values().stream()
                        .mapToLong(Stats.OfModel::completionTokens)
                        .sum());
        assertThat(jobs.stream()
                        .map(job -> end(job).getBill().getTotal().getCost())
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(
                        counted.values().stream().map(Stats.OfModel::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Blueprint blueprint(String id) {
        return Blueprints.builtIn().stream()
                .filter(blueprint -> blueprint.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode lesson(String name) throws Exception {
        return request("language-lesson/" + name);
    }

    private static ObjectNode example(String name) throws Exception {
        return request("meal-day/" + name);
    }

    private static ObjectNode request(String example) throws Exception {
        ObjectNode request = (ObjectNode) JSON.readTree(Files.readString(Path.of("../examples/" + example + ".json")));
        request.remove("jobId");
        return request;
    }

    private static Faults latency(long millis) {
        return Faults.NONE.withLatency(Latency.ofMillis(millis));
    }

    private static Faults poison(String item) {
        return latency(20).withPoison(item);
    }
}
