package io.armature.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.armature.backbone.EmbeddedBackbone;
import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.TopicFollower;
import io.armature.events.AttemptOutcome;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Simulator;
import io.armature.simulator.SimulatorSettings;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service against a real broker, a registry over HTTP and the simulator. */
class ItemWorkerIT {
    private static final String CHEAP = "mistralai/mistral-small-3.2-24b-instruct";
    private static final Duration LONG = Duration.ofSeconds(60);

    private static EmbeddedBackbone backbone;
    private static Simulator simulator;
    private static Map<String, Object> kafka;
    private static ConfigurableApplicationContext worker;
    private static EventPublisher publisher;
    private static TopicFollower<ItemCompleted> results;
    private static final BlockingQueue<ConsumerRecord<String, ItemCompleted>> COMPLETED = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() throws Exception {
        backbone = EmbeddedBackbone.provisioned();
        // The cheap model never gets `hard` right.
        Faults faults = Faults.NONE.withPoison("hard");
        simulator = Simulator.start(new SimulatorSettings(0, 7, Map.of(CHEAP, faults)));
        kafka = backbone.kafka();
        publisher = new EventPublisher(kafka);
        try (PublishedBlueprints blueprints = new PublishedBlueprints(kafka)) {
            blueprints.start();
            assertThat(blueprints.awaitCaughtUp(LONG)).isTrue();
            blueprints.publishMissing(List.of(Items.MEAL_DAY), publisher, "test", Clock.systemUTC());
        }
        results = new TopicFollower<>(
                Topic.ITEMS_RESULTS.topicName(),
                TopicFollower.From.BEGINNING,
                kafka,
                new EventSerdes(kafka).deserializer(),
                COMPLETED::add);
        results.start();
        worker = startWorker();
    }

    @AfterAll
    static void stop() {
        worker.close();
        results.close();
        publisher.close();
        simulator.close();
        backbone.close();
    }

    @Test
    void anItemIsGeneratedOnTheCheapModelAndItsTraceGoesOn() throws Exception {
        request(Items.meal("it-easy", "easy"), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        ConsumerRecord<String, ItemCompleted> record = resultOf("it-easy");

        assertThat(record.value().getOutcome()).isEqualTo(ItemOutcome.ACCEPTED);
        assertThat(record.value().getTier()).isZero();
        assertThat(record.value().getContent()).contains("foods");
        assertThat(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
    }

    @Test
    void anItemThatTheCheapModelCannotDoIsDoneByTheStrongOneAndBothAreOnTheBill() throws Exception {
        request(Items.meal("it-hard", "hard"), null);

        ItemCompleted completed = resultOf("it-hard").value();

        assertThat(completed.getOutcome()).isEqualTo(ItemOutcome.ACCEPTED);
        assertThat(completed.getTier()).isEqualTo(1);
        assertThat(completed.getAttempts())
                .extracting(attempt -> attempt.getModel() + " " + attempt.getOutcome())
                .containsSubsequence("cheap " + AttemptOutcome.REJECTED, "strong " + AttemptOutcome.ACCEPTED);
    }

    @Test
    void bytesThatAreNoEventGoToTheDeadLettersAndTheNextItemIsServed() throws Exception {
        BlockingQueue<ConsumerRecord<String, byte[]>> dead = new LinkedBlockingQueue<>();
        try (TopicFollower<byte[]> letters = new TopicFollower<>(
                        Topic.ITEMS_REQUESTED.deadLetterTopicName(),
                        TopicFollower.From.BEGINNING,
                        kafka,
                        new ByteArrayDeserializer(),
                        dead::add);
                KafkaProducer<byte[], byte[]> raw =
                        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            letters.start();
            byte[] rubbish = "rubbish".getBytes(StandardCharsets.UTF_8);
            raw.send(new ProducerRecord<>(Topic.ITEMS_REQUESTED.topicName(), rubbish))
                    .get();
            request(Items.meal("it-after", "after"), null);

            assertThat(resultOf("it-after").value().getOutcome()).isEqualTo(ItemOutcome.ACCEPTED);
            ConsumerRecord<String, byte[]> letter = dead.poll(60, TimeUnit.SECONDS);
            assertThat(letter.value()).isEqualTo(rubbish);
            assertThat(new String(letter.headers().lastHeader("dlt.cause").value(), StandardCharsets.UTF_8))
                    .contains("cannot be decoded");
        }
    }

    @Test
    void queuedItemsOfAPlanThatHasEndedAreDroppedWithoutACall() throws Exception {
        EndedPlans ended = worker.getBean(EndedPlans.class);
        MeterRegistry meters = worker.getBean(MeterRegistry.class);
        try (KafkaProducer<byte[], byte[]> raw =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] jobId = "it-ended".getBytes(StandardCharsets.UTF_8);
            raw.send(new ProducerRecord<>(Topic.PLAN_COMPLETED.topicName(), jobId, jobId))
                    .get();
        }
        await().atMost(LONG).until(() -> ended.contains("it-ended"));

        request(Items.meal("it-ended", "ended"), null);

        await().atMost(LONG)
                .until(() -> meters.counter("armature.items.dropped").count() == 1);
        assertThat(simulator.stats().calls()).noneMatch(call -> call.item().equals("ended"));
    }

    @Test
    void aCallThatOutlastsTheDrainIsLetGoAtTheStopAndMadeOnceMoreAfterTheNextStart() throws Exception {
        Map<String, Faults> before = simulator.settings().models();
        simulator.behave(
                Map.of(SimulatorSettings.OTHERS, Faults.NONE.withPoison("stuck").withPoisonAs(Fault.HANG)));
        request(Items.meal("it-stuck", "stuck"), null);
        await().atMost(LONG).until(() -> callsFor("stuck") == 1);

        worker.close();

        assertThat(callsFor("stuck")).isEqualTo(1);
        simulator.behave(before);
        worker = startWorker();
        assertThat(resultOf("it-stuck").value().getOutcome()).isEqualTo(ItemOutcome.ACCEPTED);
        assertThat(callsFor("stuck")).isEqualTo(2);
    }

    @Test
    void itIsReadyAndLiveAndCountsWhatItDoes() throws Exception {
        request(Items.meal("it-metrics", "metrics"), null);
        resultOf("it-metrics");

        assertThat(get("/actuator/health/readiness")).contains("\"status\":\"UP\"");
        assertThat(get("/actuator/health/liveness")).contains("\"status\":\"UP\"", "lanesAlive");
        assertThat(get("/actuator/prometheus"))
                .contains("armature_items_total{outcome=\"accepted\"", "armature_attempts_total", "inflight_records");
    }

    private static long callsFor(String item) {
        return simulator.stats().calls().stream()
                .filter(call -> call.item().equals(item))
                .count();
    }

    private static ConfigurableApplicationContext startWorker() {
        List<String> arguments = new ArrayList<>(backbone.arguments());
        arguments.add("--server.port=0");
        arguments.add("--armature.worker.drain=1s");
        arguments.add("--armature.models.providers.openai.base-url=" + simulator.baseUrl());
        return ItemWorkerService.start(arguments.toArray(String[]::new));
    }

    private static void request(ItemRequested item, String traceparent) throws InterruptedException {
        var headers = EventHeaders.of(Topic.ITEMS_REQUESTED, "test", Instant.now(), null, null);
        if (traceparent != null) {
            headers.remove("traceparent").add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        }
        publisher.publish(Topic.ITEMS_REQUESTED, item.getJobId() + "/" + item.getItemId(), item, headers);
    }

    private static ConsumerRecord<String, ItemCompleted> resultOf(String jobId) throws InterruptedException {
        while (true) {
            ConsumerRecord<String, ItemCompleted> record = COMPLETED.poll(60, TimeUnit.SECONDS);
            assertThat(record).as("a result of " + jobId).isNotNull();
            if (record.key().equals(jobId)) {
                return record;
            }
        }
    }

    private static String get(String path) throws Exception {
        String port = worker.getEnvironment().getProperty("local.server.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
