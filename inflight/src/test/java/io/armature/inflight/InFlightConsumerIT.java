package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class InFlightConsumerIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static EmbeddedKafkaKraftBroker broker;
    private static KafkaProducer<String, String> producer;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<String> dead = new ConcurrentLinkedQueue<>();
    private final String topic = "topic-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString()),
                new StringSerializer(),
                new StringSerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        broker.destroy();
    }

    @Test
    void aRecordThatTakesLongHoldsUpNoOtherAndARestartRepeatsOnlyIt() throws Exception {
        send(100);
        CountDownLatch never = new CountDownLatch(1);
        Set<String> done = ConcurrentHashMap.newKeySet();
        try (var consumer = consumer(record -> {
            if (record.value().equals("0")) {
                never.await();
            }
            done.add(record.value());
            return Handled.done();
        })) {
            consumer.start();
            Awaitility.await().atMost(LONG).until(() -> done.size() == 99);
        }
        Queue<String> again = new ConcurrentLinkedQueue<>();
        try (var consumer = consumer(record -> {
            again.add(record.value());
            return Handled.done();
        })) {
            consumer.start();
            Awaitility.await().atMost(LONG).until(() -> !again.isEmpty());
            send(1);
            Awaitility.await().atMost(LONG).until(() -> again.size() == 2);
        }
        assertThat(again).containsExactly("0", "0");
        assertThat(meters.counter("inflight.redone", "group", "group", "topic", topic)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anOutsideFailureIsHandledAgainAndPoisonGoesToTheDeadLetters() throws Exception {
        send(3);
        AtomicInteger failures = new AtomicInteger();
        Set<String> done = ConcurrentHashMap.newKeySet();
        try (var consumer = consumer(record -> switch (record.value()) {
            case "0" -> Handled.poison("it can never work");
            case "1" -> {
                if (failures.incrementAndGet() < 3) {
                    throw new IllegalStateException("not now");
                }
                done.add(record.value());
                yield Handled.done();
            }
            default -> {
                done.add(record.value());
                yield Handled.done();
            }
        })) {
            consumer.start();
            Awaitility.await().atMost(LONG).until(() -> done.size() == 2 && dead.size() == 1);
        }
        assertThat(dead).containsExactly("it can never work");
        assertThat(failures).hasValue(3);
    }

    @Test
    void bytesThatCannotBeDecodedGoToTheDeadLettersAndNothingStops() throws Exception {
        send(5);
        Set<String> done = ConcurrentHashMap.newKeySet();
        try (var consumer = new InFlightConsumer<String, String>(
                settings(),
                kafka(),
                new StringDeserializer(),
                (any, bytes) -> {
                    String text = new String(bytes);
                    if (text.equals("3")) {
                        throw new SerializationException("three is no value");
                    }
                    return text;
                },
                record -> {
                    done.add(record.value());
                    return Handled.done();
                },
                (record, why, cause) -> dead.add(why),
                Companion.NONE,
                meters)) {
            consumer.start();
            Awaitility.await().atMost(LONG).until(() -> done.size() == 4 && dead.size() == 1);
        }
        assertThat(dead.peek()).contains("three is no value");
    }

    @Test
    void whenASecondOwnerJoinsEveryRecordIsHandledOnce() throws Exception {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(List.of(new NewTopic(topic, 8, (short) 1))).all().get();
        }
        send(400);
        Map<String, Integer> times = new ConcurrentHashMap<>();
        RecordHandler<String, String> handler = record -> {
            Thread.sleep(5);
            times.merge(record.value(), 1, Integer::sum);
            return Handled.done();
        };
        try (var first = consumer(handler);
                var second = consumer(handler)) {
            first.start();
            Awaitility.await().atMost(LONG).until(() -> times.size() > 20);
            second.start();
            Awaitility.await().atMost(LONG).until(() -> times.size() == 400);
        }
        assertThat(times.values()).allMatch(count -> count == 1);
    }

    @Test
    void itsMetersTellWhatIsInFlightAndWhatCameOfIt() throws Exception {
        send(10);
        Semaphore finishing = new Semaphore(0);
        try (var consumer = consumer(settings().withWindow(4), record -> {
            finishing.acquire();
            return record.value().equals("9") ? Handled.poison("nine") : Handled.done();
        })) {
            consumer.start();
            Awaitility.await().atMost(LONG).until(() -> consumer.inFlight() >= 4);
            assertThat(meters.get("inflight.records").gauge().value()).isBetween(4.0, 8.0);
            assertThat(meters.get("inflight.bytes").gauge().value()).isPositive();
            assertThat(meters.get("inflight.oldest.seconds").gauge().value()).isPositive();
            assertThat(consumer.isConsuming()).isTrue();
            finishing.release(10);
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> meters.get("inflight.commit").timer().count() > 0
                            && meters.get("inflight.records").gauge().value() == 0);
        }
        assertThat(meters.get("inflight.completed").counter().count()).isEqualTo(10);
        assertThat(meters.get("inflight.poisoned").counter().count()).isEqualTo(1);
        assertThat(meters.get("inflight.paused").timer().count()).isPositive();
        assertThat(meters.get("inflight.interrupted").counter().count()).isZero();
        assertThat(meters.get("inflight.completed").counter().getId().getTags())
                .containsExactly(Tag.of("group", "group"), Tag.of("topic", topic));
        assertThat(meters.find("inflight.records").gauge())
                .as("of a consumer that is closed")
                .isNull();
    }

    @Test
    void theBytesInFlightAreBoundedByTheWindowAndOneFetch() throws Exception {
        String large = "x".repeat(20_000);
        for (int i = 0; i < 50; i++) {
            producer.send(new ProducerRecord<>(topic, "key", large)).get();
        }
        long bound = 100_000;
        Semaphore finishing = new Semaphore(0);
        AtomicInteger done = new AtomicInteger();
        AtomicLong most = new AtomicLong();
        try (var consumer = consumer(
                new InFlightSettings(
                        topic,
                        "group",
                        500,
                        bound,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(50)),
                record -> {
                    finishing.acquire();
                    most.accumulateAndGet(
                            (long) meters.get("inflight.bytes").gauge().value(), Math::max);
                    done.incrementAndGet();
                    return Handled.done();
                })) {
            consumer.start();
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> meters.get("inflight.bytes").gauge().value() >= bound);
            finishing.release(50);
            Awaitility.await().atMost(LONG).until(() -> done.get() == 50);
        }
        assertThat(most.get()).isBetween(bound, 2 * bound + large.length() + 100);
    }

    @Test
    void aPausedConsumerBeginsNothingAndGoesOnWhenResumed() throws Exception {
        Set<String> done = ConcurrentHashMap.newKeySet();
        try (var consumer = consumer(record -> {
            done.add(record.value());
            return Handled.done();
        })) {
            consumer.start();
            Awaitility.await().atMost(LONG).until(consumer::isConsuming);
            send(1);
            Awaitility.await().atMost(LONG).until(() -> done.size() == 1);
            consumer.pause();
            producer.send(new ProducerRecord<>(topic, "later", "later")).get();
            Awaitility.await().during(Duration.ofSeconds(2)).atMost(LONG).until(() -> !done.contains("later"));
            assertThat(consumer.isConsuming()).isTrue();
            consumer.resume();
            Awaitility.await().atMost(LONG).until(() -> done.contains("later"));
        }
    }

    private InFlightConsumer<String, String> consumer(RecordHandler<String, String> handler) {
        return consumer(settings(), handler);
    }

    @Test
    void oneWhoseThreadDidNotSurviveSaysSo() throws Exception {
        Companion broken = new Companion() {
            @Override
            public void assigned(Map<TopicPartition, Start> partitions) {}

            @Override
            public OptionalLong position(TopicPartition partition) {
                throw new LinkageError("a class of this version and one of another");
            }

            @Override
            public void done(TopicPartition partition, long offset) {}

            @Override
            public void released(TopicPartition partition) {}
        };
        try (var consumer = consumer(settings(), record -> Handled.done(), broken)) {
            assertThat(consumer.hasEnded()).isFalse();
            consumer.start();
            send(1);

            Awaitility.await().dontCatchUncaughtExceptions().atMost(LONG).until(consumer::hasEnded);

            assertThat(consumer.isConsuming()).isFalse();
        }
        try (var closed = consumer(record -> Handled.done())) {
            closed.start();
            closed.close();
            assertThat(closed.hasEnded()).isFalse();
        }
    }

    private InFlightConsumer<String, String> consumer(
            InFlightSettings settings, RecordHandler<String, String> handler) {
        return consumer(settings, handler, Companion.NONE);
    }

    private InFlightConsumer<String, String> consumer(
            InFlightSettings settings, RecordHandler<String, String> handler, Companion companion) {
        return new InFlightConsumer<>(
                settings,
                kafka(),
                new StringDeserializer(),
                new StringDeserializer(),
                handler,
                (record, why, cause) -> dead.add(why),
                companion,
                meters);
    }

    private InFlightSettings settings() {
        return new InFlightSettings(
                topic,
                "group",
                64,
                1 << 20,
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(50));
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", broker.getBrokersAsString());
    }

    private void send(int records) throws Exception {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(topic, Integer.toString(i), Integer.toString(i)))
                    .get();
        }
    }
}
