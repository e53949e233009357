package io.armature.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.armature.backbone.EventSerdes;
import io.armature.backbone.RegistryInMemory;
import io.armature.backbone.TopicFollower;
import io.armature.events.ItemRequested;
import io.armature.events.Mode;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanRequested;
import io.armature.events.SkeletonCreated;
import io.armature.planner.intake.Requests;
import io.armature.simulator.Faults;
import io.armature.simulator.Simulator;
import io.armature.simulator.SimulatorSettings;
import io.armature.topics.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.json.JsonMapper;

/** The whole service against a real broker, a registry over HTTP and the simulator. */
class PlannerIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    private static Path folder;

    private static EmbeddedKafkaKraftBroker broker;
    private static RegistryInMemory registry;
    private static Simulator simulator;
    private static Map<String, Object> kafka;
    private static ConfigurableApplicationContext planner;
    private static KafkaProducer<String, byte[]> producer;
    private static Serializer<SpecificRecord> avro;
    private static int starts;

    private static final Queue<ConsumerRecord<String, PlanAccepted>> ACCEPTED = new ConcurrentLinkedQueue<>();
    private static final Queue<ConsumerRecord<String, PlanAborted>> ABORTED = new ConcurrentLinkedQueue<>();
    private static final Queue<ConsumerRecord<String, SkeletonCreated>> SKELETONS = new ConcurrentLinkedQueue<>();
    private static final Queue<ConsumerRecord<String, ItemRequested>> ITEMS = new ConcurrentLinkedQueue<>();
    private static final Queue<ConsumerRecord<String, byte[]>> DEAD = new ConcurrentLinkedQueue<>();
    private static List<TopicFollower<?>> followers;

    @BeforeAll
    static void start() throws Exception {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperty("offsets.topic.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.brokerProperty("group.min.session.timeout.ms", "500");
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.afterPropertiesSet();
        registry = new RegistryInMemory();
        simulator = Simulator.start(new SimulatorSettings(0, 7, Map.of()));
        kafka = new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "schema.registry.url",
                registry.url(),
                "value.serializer",
                "io.armature.serde.ArmatureAvroSerializer",
                "value.deserializer",
                "io.armature.serde.ArmatureAvroDeserializer"));
        planner = startPlanner();
        avro = new EventSerdes(kafka).serializer();
        producer = producer(Map.of());
        followers = List.of(
                following(Topic.PLAN_ACCEPTED.topicName(), events(), ACCEPTED),
                following(Topic.PLAN_ABORTED.topicName(), events(), ABORTED),
                following(Topic.PLAN_SKELETONS.topicName(), events(), SKELETONS),
                following(Topic.ITEMS_REQUESTED.topicName(), events(), ITEMS),
                following(Topic.PLAN_REQUESTS.deadLetterTopicName(), new ByteArrayDeserializer(), DEAD));
    }

    @AfterAll
    static void stop() {
        planner.close();
        followers.forEach(TopicFollower::close);
        producer.close();
        simulator.close();
        registry.close();
        broker.destroy();
    }

    @Test
    void aRequestIsAcceptedOnceWhateverItsKeyAndPartition() {
        for (int partition = 0; partition < Topic.PLAN_REQUESTS.defaultPartitions(); partition++) {
            request(partition, null, "it-stray");
            request(partition, "another key", "it-stray");
        }
        request(null, "it-stray", "it-stray");
        request(null, "it-stray-end", "it-stray-end");

        awaitSkeletons("it-stray", "it-stray-end");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(metric("armature_requests_total{outcome=\"duplicate\"}"))
                        .isGreaterThanOrEqualTo(2 * Topic.PLAN_REQUESTS.defaultPartitions()));
        assertThat(acceptedOf("it-stray")).isEqualTo(1);
        assertThat(abortedOf("it-stray")).isZero();
    }

    @Test
    void thePlanIsPublishedAsOneSkeletonWithItsItemsOfOnePlanning() {
        request(null, "it-plan", "it-plan");
        awaitSkeletons("it-plan");

        SkeletonCreated skeleton = SKELETONS.stream()
                .filter(record -> record.key().equals("it-plan"))
                .findFirst()
                .orElseThrow()
                .value();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(ITEMS.stream()
                                .map(ConsumerRecord::value)
                                .filter(item -> item.getJobId().equals("it-plan"))
                                .map(item -> item.getPlanningId() + " " + item.getItemId()))
                        .containsExactlyInAnyOrderElementsOf(skeleton.getItems().stream()
                                .map(item -> skeleton.getPlanningId() + " " + item.getItemId())
                                .toList()));
    }

    @Test
    void ofRequestsThatNameNoModeTheConfiguredShareIsASingleCallDrawnByTheHashOfTheJobId() {
        List<String> jobs =
                IntStream.range(0, 24).mapToObj(i -> "it-share-" + i).toList();
        for (String blueprint : List.of("language-lesson", "training-program", "code-project")) {
            jobs.forEach(job -> request(blueprint, blueprint + job));
        }
        await().atMost(LONG)
                .until(() -> jobs.stream()
                        .allMatch(job -> Stream.of("language-lesson", "training-program", "code-project")
                                .allMatch(blueprint -> acceptedOf(blueprint + job) == 1)));

        Map<String, Mode> modes = ACCEPTED.stream()
                .collect(Collectors.toMap(
                        ConsumerRecord::key, record -> record.value().getMode(), (first, again) -> first));
        // Of a half, the ids whose SHA-256 begins with a 0 bit.
        assertThat(jobs).allSatisfy(job -> {
            assertThat(modes.get("language-lesson" + job))
                    .isEqualTo(firstBit("language-lesson" + job) == 0 ? Mode.SINGLE_CALL : Mode.TWO_PHASE);
            assertThat(modes.get("training-program" + job)).isEqualTo(Mode.SINGLE_CALL);
            assertThat(modes.get("code-project" + job)).isEqualTo(Mode.TWO_PHASE);
        });
        assertThat(jobs.stream().map(job -> modes.get("language-lesson" + job)))
                .contains(Mode.SINGLE_CALL, Mode.TWO_PHASE);
    }

    @Test
    void requestsThatComeWhileThePlannerStopsAndStartsAreEachAcceptedOnce() {
        List<String> jobs =
                IntStream.range(0, 60).mapToObj(i -> "it-restart-" + i).toList();
        for (int i = 0; i < jobs.size(); i++) {
            request(null, jobs.get(i), jobs.get(i));
            request(i % Topic.PLAN_REQUESTS.defaultPartitions(), null, jobs.get(i));
            if (i == jobs.size() / 2) {
                await().atMost(LONG).until(() -> acceptedOf("it-restart-0") == 1);
                planner.close();
            }
        }
        // Its state is restored from Kafka: the folder is another.
        planner = startPlanner();
        jobs.forEach(job -> request(null, job, job));

        awaitSkeletons(jobs.toArray(String[]::new));
        request(null, "it-restart-end", "it-restart-end");
        awaitSkeletons("it-restart-end");
        assertThat(jobs).allSatisfy(job -> assertThat(acceptedOf(job)).isEqualTo(1));
    }

    @Test
    void overHttpTheSameKeyIsOneJobAlsoAfterARestartAndAnotherBodyIsRefused() throws Exception {
        String body = "{\"blueprint\": \"meal-day\", \"input\": " + Requests.INPUT + "}";
        assertThat(post("it-http", body).statusCode()).isEqualTo(202);
        assertThat(post("it-http", body).statusCode()).isEqualTo(202);
        awaitSkeletons("it-http");
        planner.close();
        planner = startPlanner();

        await().atMost(LONG).until(() -> status("/actuator/health/readiness") == 200);
        assertThat(post("it-http", body.replace("Mira", "Mara")).statusCode()).isEqualTo(409);
        assertThat(post("it-http", body).statusCode()).isEqualTo(202);
        request(null, "it-http-end", "it-http-end");
        awaitSkeletons("it-http-end");
        assertThat(acceptedOf("it-http")).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoRequestGoToTheDeadLettersAndTheNextIsServed() {
        byte[] rubbish = "rubbish".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topic.PLAN_REQUESTS.topicName(), 3, "it-rubbish", rubbish));
        request(3, null, "it-after-rubbish");

        awaitSkeletons("it-after-rubbish");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(DEAD).anySatisfy(letter -> {
                    assertThat(letter.key()).isEqualTo("it-rubbish");
                    assertThat(letter.value()).isEqualTo(rubbish);
                    assertThat(header(letter, "dlt.cause")).contains("cannot be decoded");
                    assertThat(header(letter, "dlt.partition")).isEqualTo("3");
                }));
    }

    @Test
    void aRecordFarLargerThanOursStopsNothing() {
        // A few kilobytes on the wire: the broker takes it.
        try (KafkaProducer<String, byte[]> foreign =
                producer(Map.of("max.request.size", "40000000", "buffer.memory", "80000000"))) {
            byte[] large = new byte[20_000_000];
            java.util.Arrays.fill(large, (byte) 'x');
            foreign.send(new ProducerRecord<>(Topic.PLAN_REQUESTS.topicName(), 5, "it-large", large));
            foreign.flush();
        }
        request(5, null, "it-after-large");

        awaitSkeletons("it-after-large");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(DEAD)
                        .anySatisfy(letter ->
                                assertThat(header(letter, "dlt.value.omitted")).isEqualTo("20000000")));
    }

    @Test
    void whileTheProviderIsAwayAPlanWaitsAndEndsInNoEventUntilItIsBack() {
        Map<String, Faults> before = simulator.settings().models();
        simulator.behave(Map.of(SimulatorSettings.OTHERS, Faults.NONE.withOutage(true)));
        request(null, "it-outage", "it-outage");
        await().atMost(LONG).until(() -> acceptedOf("it-outage") == 1);
        await().atMost(LONG).until(() -> simulator.stats().calls().size() > 2);

        assertThat(skeletonsOf("it-outage")).isZero();
        assertThat(abortedOf("it-outage")).isZero();
        simulator.behave(before);

        awaitSkeletons("it-outage");
        assertThat(abortedOf("it-outage")).isZero();
    }

    @Test
    void itIsReadyAndLiveAndMeasuresWhatItDoes() throws Exception {
        request(null, "it-metrics", "it-metrics");
        awaitSkeletons("it-metrics");

        await().atMost(LONG).until(() -> status("/actuator/health/readiness") == 200);
        assertThat(get("/actuator/health/readiness")).contains("intake", "planningLane");
        assertThat(status("/actuator/health/liveness")).isEqualTo(200);
        assertThat(get("/actuator/health/liveness")).contains("intakeAlive", "planningAlive");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(get("/actuator/prometheus"))
                        .contains(
                                "armature_requests_total{outcome=\"accepted\"",
                                "armature_planning_seconds_count{blueprint=\"meal-day\",outcome=\"planned\"}",
                                "armature_planning_publish_seconds_count",
                                "armature_skeleton_attempts_total{blueprint=\"meal-day\",model=\"cheap\",outcome=\"accepted\"}",
                                "armature_plan_items_sum{blueprint=\"meal-day\"}",
                                "inflight_records"));
        assertThat(metric("armature_state_memory_bytes"))
                .as("what intake's stores have taken of the memory that they share")
                .isPositive();
    }

    @Test
    void intakeWhoseTopicIsGoneGivesUpAndSaysWhyAndTheNextStartProvidesTheTopicAgain() throws Exception {
        planner.close();
        planner = startPlanner(
                "--spring.kafka.properties.main.consumer.session.timeout.ms=500",
                "--spring.kafka.properties.main.consumer.heartbeat.interval.ms=150",
                "--spring.kafka.properties.main.consumer.metadata.max.age.ms=2000");
        await().atMost(LONG).until(() -> status("/actuator/health/readiness") == 200);
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteTopics(List.of(Topic.PLAN_REQUESTS.topicName())).all().get();
        }

        // A thread that failed leaves its place to the next when its session is over.
        await().dontCatchUncaughtExceptions()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(status("/actuator/health/liveness"))
                        .as(get("/actuator/health/readiness"))
                        .isEqualTo(503));
        assertThat(get("/actuator/health/liveness")).contains("intakeAlive", "MissingSourceTopicException", "ERROR");
        assertThat(status("/actuator/health/readiness")).isEqualTo(503);
        assertThat(get("/actuator/health/readiness")).contains("MissingSourceTopicException");

        planner.close();
        planner = startPlanner();
        await().atMost(LONG).until(() -> status("/actuator/health/readiness") == 200);
        assertThat(status("/actuator/health/liveness")).isEqualTo(200);
        request(null, "it-provided", "it-provided");
        awaitSkeletons("it-provided");
    }

    private static ConfigurableApplicationContext startPlanner(String... more) {
        return PlannerService.start(Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                                "--spring.kafka.properties.schema.registry.url=" + registry.url(),
                                "--armature.planner.state-folder=" + folder.resolve("state-" + starts++),
                                "--armature.planner.single-call.language-lesson=0.5",
                                "--armature.planner.single-call.training-program=1.0",
                                "--armature.planner.single-call.code-project=0.0",
                                "--armature.models.providers.openai.base-url=" + simulator.baseUrl()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static int firstBit(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return hash[0] < 0 ? 1 : 0;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void request(String blueprint, String jobId) {
        try (Stream<Path> examples = Files.list(Path.of("..", "examples", blueprint))) {
            String input = JsonMapper.shared()
                    .readTree(examples.sorted().findFirst().orElseThrow().toFile())
                    .path("input")
                    .toString();
            request(null, jobId, jobId, blueprint, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void request(Integer partition, String key, String jobId) {
        request(partition, key, jobId, "meal-day", Requests.INPUT);
    }

    private static void request(Integer partition, String key, String jobId, String blueprint, String input) {
        PlanRequested request = PlanRequested.newBuilder()
                .setJobId(jobId)
                .setBlueprint(blueprint)
                .setInput(input)
                .setRequestedAt(Instant.now())
                .build();
        producer.send(new ProducerRecord<>(
                Topic.PLAN_REQUESTS.topicName(),
                partition,
                key,
                avro.serialize(Topic.PLAN_REQUESTS.topicName(), request)));
    }

    private static void awaitSkeletons(String... jobs) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(SKELETONS.stream().map(ConsumerRecord::key)).contains(jobs));
    }

    private static long acceptedOf(String jobId) {
        return ACCEPTED.stream().filter(record -> record.key().equals(jobId)).count();
    }

    private static long abortedOf(String jobId) {
        return ABORTED.stream().filter(record -> record.key().equals(jobId)).count();
    }

    private static long skeletonsOf(String jobId) {
        return SKELETONS.stream().filter(record -> record.key().equals(jobId)).count();
    }

    private static double metric(String name) throws Exception {
        return get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static HttpResponse<String> post(String key, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(uri("/plans"))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String get(String path) throws Exception {
        return answer(path).body();
    }

    private static int status(String path) throws Exception {
        return answer(path).statusCode();
    }

    private static HttpResponse<String> answer(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + planner.getEnvironment().getProperty("local.server.port") + path);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("compression.type", "zstd");
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static <E extends SpecificRecord> Deserializer<E> events() {
        return new EventSerdes(kafka).deserializer();
    }

    private static <V> TopicFollower<V> following(
            String topic, Deserializer<V> values, Queue<ConsumerRecord<String, V>> into) {
        TopicFollower<V> follower = new TopicFollower<>(topic, TopicFollower.From.BEGINNING, kafka, values, into::add);
        follower.start();
        return follower;
    }
}
