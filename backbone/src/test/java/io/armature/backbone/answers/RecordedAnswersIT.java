package io.armature.backbone.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.EmbeddedBackbone;
import io.armature.backbone.EventPublisher;
import io.armature.generation.PaidAnswer;
import io.armature.generation.PaidAnswers;
import io.armature.inflight.Handled;
import io.armature.inflight.InFlightConsumer;
import io.armature.inflight.InFlightSettings;
import io.armature.inflight.RecordHandler;
import io.armature.models.Reply;
import io.armature.models.Usage;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owners of a topic come and go; each knows what the one before had paid for. */
class RecordedAnswersIT {
    private static final PaidAnswer ANSWER = new PaidAnswer(
            "attempt-1",
            0,
            new Reply.Answered("{\"kcal\": 1}", new Usage(100, 20, 7, true), Optional.of("req-1")),
            "ab".repeat(32),
            Instant.ofEpochMilli(1_000),
            Duration.ofMillis(250));

    private static EmbeddedBackbone backbone;
    private static Map<String, Object> kafka;

    private final String topic = "work-" + UUID.randomUUID();
    private final String jobId = "job-" + UUID.randomUUID();
    private final BlockingQueue<List<PaidAnswer>> known = new LinkedBlockingQueue<>();
    private EventPublisher publisher;

    @BeforeAll
    static void startBroker() throws Exception {
        backbone = EmbeddedBackbone.provisioned();
        kafka = backbone.kafka();
    }

    @AfterAll
    static void stopBroker() {
        backbone.close();
    }

    @BeforeEach
    void oneRecordOfWork() throws Exception {
        publisher = new EventPublisher(kafka);
        try (Admin admin = Admin.create(kafka);
                var plain = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
            plain.send(new ProducerRecord<>(topic, 1, "key", "work")).get();
        }
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void anAnswerKeptByAnOwnerThatWasCutOffIsKnownToTheNextWhole() throws Exception {
        CountDownLatch kept = new CountDownLatch(1);
        try (Owner cutOff = new Owner((record, answers) -> {
            answers.of(record, jobId).keep(ANSWER);
            kept.countDown();
            Thread.sleep(Duration.ofMinutes(5));
            return Handled.done();
        })) {
            assertThat(kept.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (Owner next = new Owner(this::tell)) {
            assertThat(known.poll(60, TimeUnit.SECONDS)).containsExactly(ANSWER);
        }
    }

    @Test
    void anAnswerOfAnotherJobUnderTheSameOffsetIsNotTaken() throws Exception {
        CountDownLatch kept = new CountDownLatch(1);
        try (Owner cutOff = new Owner((record, answers) -> {
            answers.of(record, "job-of-a-topic-that-was-deleted").keep(ANSWER);
            kept.countDown();
            Thread.sleep(Duration.ofMinutes(5));
            return Handled.done();
        })) {
            assertThat(kept.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (Owner next = new Owner(this::tell)) {
            assertThat(known.poll(60, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void inTheSameProcessTooWorkThatIsRepeatedBeginsWithItsAnswers() throws Exception {
        try (Owner owner = new Owner((record, answers) -> {
            if (answers.of(record, jobId).earlier().isEmpty()) {
                answers.of(record, jobId).keep(ANSWER);
                throw new IllegalStateException("the first time it fails");
            }
            return tell(record, answers);
        })) {
            assertThat(known.poll(60, TimeUnit.SECONDS)).containsExactly(ANSWER);
        }
    }

    @Test
    void anOutcomeCountsAsPublishedWhenItsTransactionWasCommittedAndNotBefore() throws Exception {
        BlockingQueue<Boolean> finished = new LinkedBlockingQueue<>();
        Map<String, Object> settings = EventPublisher.producerSettings(new HashMap<>(kafka));
        settings.put("transactional.id", topic);
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(settings)) {
            producer.initTransactions();
            for (boolean commit : List.of(false, true)) {
                CountDownLatch published = new CountDownLatch(1);
                try (Owner cutOff = new Owner((record, answers) -> {
                    finished.add(answers.isFinished(record, jobId));
                    producer.beginTransaction();
                    producer.send(answers.finished(record, jobId));
                    if (commit) {
                        producer.commitTransaction();
                    } else {
                        producer.abortTransaction();
                    }
                    published.countDown();
                    Thread.sleep(Duration.ofMinutes(5));
                    return Handled.done();
                })) {
                    assertThat(published.await(60, TimeUnit.SECONDS)).isTrue();
                    assertThat(finished.take()).isFalse();
                }
            }
        }
        try (Owner next = new Owner((record, answers) -> {
            finished.add(answers.isFinished(record, jobId));
            return Handled.done();
        })) {
            assertThat(finished.poll(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAnswerIsKeptThoughTheBrokerNoLongerTellsOfItsTopic() throws Exception {
        publisher.close();
        AtomicBoolean silent = new AtomicBoolean();
        publisher = new EventPublisher(new KafkaProducer<>(EventPublisher.producerSettings(kafka)) {
            @Override
            public List<PartitionInfo> partitionsFor(String name) {
                if (silent.get()) {
                    throw new TimeoutException("the broker is away and what was known has expired");
                }
                return super.partitionsFor(name);
            }
        });
        try (Owner owner = new Owner((record, answers) -> {
            PaidAnswers paid = answers.of(record, jobId);
            if (paid.earlier().isEmpty()) {
                silent.set(true);
                paid.keep(ANSWER);
                return Handled.again(Duration.ZERO, "to be seen by the second try");
            }
            return tell(record, answers);
        })) {
            assertThat(known.poll(60, TimeUnit.SECONDS)).containsExactly(ANSWER);
        }
    }

    private Handled tell(ConsumerRecord<String, String> record, RecordedAnswers answers) throws InterruptedException {
        known.add(answers.of(record, jobId).earlier());
        return Handled.done();
    }

    /** What is done with a record. */
    @FunctionalInterface
    private interface Work {
        Handled on(ConsumerRecord<String, String> record, RecordedAnswers answers) throws Exception;
    }

    /** One process of the group; what it has not finished when it closes is left to the next. */
    private final class Owner implements AutoCloseable {
        private final RecordedAnswers answers = new RecordedAnswers(Topic.ITEMS_ANSWERS, "test", kafka, publisher);
        private final InFlightConsumer<String, String> consumer;

        Owner(Work work) {
            RecordHandler<String, String> handler = record -> work.on(record, answers);
            consumer = new InFlightConsumer<>(
                    InFlightSettings.of(topic, "group-" + topic).withDrain(Duration.ZERO),
                    kafka,
                    new StringDeserializer(),
                    new StringDeserializer(),
                    handler,
                    (record, why, cause) -> {},
                    answers,
                    new SimpleMeterRegistry());
            consumer.start();
        }

        @Override
        public void close() throws InterruptedException {
            consumer.close();
            answers.close();
        }
    }
}
