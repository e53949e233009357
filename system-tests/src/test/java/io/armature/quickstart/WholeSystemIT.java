package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.TopicFollower;
import io.armature.events.PlanCompleted;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.topics.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Planner, assembler and three item workers as processes, on a real broker and a real registry: days of meals. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeSystemIT extends SystemCase {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONG = Duration.ofSeconds(240);
    private static final Faults STRONG_AND_RIGHT = latency(50);

    @Test
    void everyExampleBecomesACompletePlanWhoseBillIsTheProvidersOwnCount() throws Exception {
        List<String> jobs = new ArrayList<>();
        for (String example : List.of("easy-day", "two-workouts", "vegetarian-long-ride")) {
            jobs.add(caller.submit(Caller.example("meal-day/" + example)));
        }
        for (String job : jobs) {
            assertThat(caller.end(job).getOutcome().name()).isEqualTo("COMPLETE");
            assertThat(JSON.readTree(caller.end(job).getDocument()).path("meals"))
                    .isNotEmpty();
        }
        caller.billsEqualWhatTheProviderCounted(jobs);
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
            ObjectNode request = Caller.example("meal-day/two-workouts");
            ((ObjectNode) request.path("input").path("athlete")).put("age", 20 + i);
            jobs.add(caller.submit(request));
        }
        for (String job : jobs) {
            PlanCompleted end = caller.end(job);
            assertThat(end.getOutcome().name()).as("%s", end.getReasons()).isEqualTo("COMPLETE");
            end.getItems().stream()
                    .filter(item -> item.getTier() > 0)
                    .forEach(item -> assertThat(item.getAttempts())
                            .anyMatch(attempt -> attempt.getModel().equals("strong"))
                            .anyMatch(attempt -> attempt.getModel().equals("cheap")
                                    && !attempt.getReasons().isEmpty()));
        }
        assertThat(jobs.stream()
                        .flatMap(job -> caller.end(job).getItems().stream())
                        .filter(item -> item.getAttempts().size() > 1))
                .isNotEmpty();
        caller.billsEqualWhatTheProviderCounted(jobs);
    }

    @Test
    void anItemThatNeverSucceedsLeavesAPartialPlanThatTellsWhy() throws Exception {
        Faults poisoned = poison("lunch");
        cluster.models(Map.of("*", poisoned));
        PlanCompleted end = caller.end(caller.submit(Caller.example("meal-day/easy-day")));
        assertThat(end.getOutcome().name()).isEqualTo("PARTIAL");
        assertThat(end.getReasons())
                .isNotEmpty()
                .allMatch(reason -> reason.getMessage().startsWith("lunch: "));
        assertThat(JSON.readTree(end.getDocument()).path("meals"))
                .hasSize(end.getItems().size() - 1);
    }

    @Test
    void aSkeletonThatNeverSucceedsEndsThePlanAsFailedWithItsCost() throws Exception {
        cluster.models(Map.of("*", poison("skeleton")));
        String job = caller.submit(Caller.example("meal-day/easy-day"));
        PlanCompleted end = caller.end(job);
        assertThat(end.getOutcome().name()).isEqualTo("FAILED");
        assertThat(end.getReasons()).isNotEmpty();
        assertThat(end.getSkeletonAttempts()).hasSize(4);
        caller.billsEqualWhatTheProviderCounted(List.of(job));
    }

    @Test
    void badRequestsAreToldEveryReasonAndTheNextRequestIsServed() throws Exception {
        byte[] rubbish = {1, 2, 3, 4, 5, 6};
        List<byte[]> dead = new CopyOnWriteArrayList<>();
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
            Awaitility.await().atMost(LONG).until(() -> dead.stream().anyMatch(bytes -> Arrays.equals(bytes, rubbish)));
        }
        assertThat(rejected("no-such-blueprint", "{}")).anyMatch(message -> message.contains("no blueprint"));
        assertThat(rejected("meal-day", "{\"athlete\":{\"age\":3},\"workouts\":[],\"targets\":{}}"))
                .hasSizeGreaterThan(3);
        assertThat(caller.end(caller.submit(Caller.example("meal-day/easy-day")))
                        .getOutcome()
                        .name())
                .isEqualTo("COMPLETE");
    }

    @Test
    void theSameRequestAgainIsTheSameJob() throws Exception {
        ObjectNode request = Caller.example("meal-day/easy-day").put("jobId", "twice-" + UUID.randomUUID());
        String job = caller.submit(request);
        caller.submit(request);
        caller.end(job);
        assertThat(caller.end(caller.submit(Caller.example("meal-day/easy-day")))
                        .getOutcome()
                        .name())
                .isEqualTo("COMPLETE");
        assertThat(caller.ends(job)).hasSize(1);
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
        assertThat(caller.end(plan.path("jobId").asString())
                        .getBill()
                        .getTotal()
                        .getCalls())
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
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Finished(process.waitFor(), output);
        } catch (IOException e) {
            return new Finished(127, e.toString());
        }
    }

    private static List<String> rejected(String blueprint, String input) throws InterruptedException {
        String job = "bad-" + UUID.randomUUID();
        caller.publish(job, blueprint, input);
        assertThat(caller.end(job).getOutcome().name()).isEqualTo("REJECTED");
        return caller.end(job).getReasons().stream()
                .map(reason -> reason.getMessage())
                .toList();
    }

    private static Faults poison(String item) {
        return latency(20).withPoison(item);
    }
}
