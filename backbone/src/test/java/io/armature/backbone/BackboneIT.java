package io.armature.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackboneIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static EmbeddedBackbone backbone;
    private static Map<String, Object> kafka;

    @BeforeAll
    static void start() throws Exception {
        backbone = new EmbeddedBackbone();
        kafka = backbone.kafka();
    }

    @AfterAll
    static void stop() {
        backbone.close();
    }

    @Test
    @Order(1)
    void withoutItsOwnerTheOthersDoNotStartAndSayWhatIsMissing() {
        assertThatThrownBy(() -> new Provision(kafka).await(Duration.ofMillis(300)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("plan.requests")
                .hasMessageContaining("planner service");
    }

    @Test
    @Order(1)
    void withoutARegistryNoTopicIsCreatedThatNobodyCouldWriteTo() throws Exception {
        Map<String, Object> registryAway = new HashMap<>(kafka);
        registryAway.put("schema.registry.url", "http://localhost:1");
        assertThatThrownBy(() -> new Provision(registryAway).run()).hasMessageContaining("localhost:1");
        try (Admin admin = Admin.create(kafka)) {
            assertThat(admin.listTopics().names().get()).doesNotContain(Topic.PLAN_REQUESTS.topicName());
        }
    }

    @Test
    @Order(2)
    void provisioningCreatesEveryTopicAndItsDeadLettersAndRegistersEverySchemaAndMayBeRepeated() throws Exception {
        new Provision(kafka).run();
        new Provision(kafka).run();
        new Provision(kafka).await(LONG);

        try (Admin admin = Admin.create(kafka)) {
            var topics = admin.listTopics().names().get();
            for (Topic topic : Topic.values()) {
                assertThat(topics).contains(topic.topicName(), topic.deadLetterTopicName());
                assertThat(backbone.registry().subjects()).contains(topic.topicName() + "-value");
            }
        }
    }

    @Test
    @Order(2)
    void withTopicsButWithoutSchemasTheOthersDoNotStartAndSayWhatIsMissing() throws Exception {
        new Provision(kafka).run();
        try (RegistryInMemory empty = new RegistryInMemory()) {
            Map<String, Object> emptyRegistry = new HashMap<>(kafka);
            emptyRegistry.put("schema.registry.url", empty.url());
            assertThatThrownBy(() -> new Provision(emptyRegistry).await(Duration.ofSeconds(2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("schema plan.requests-value", "planner service", empty.url());
        }
    }

    @Test
    @Order(3)
    void blueprintsArePublishedOnceAndKnownToEveryProcessThatFollows() throws Exception {
        List<Blueprint> builtIn = Blueprints.builtIn();
        for (int planner = 0; planner < 2; planner++) {
            try (EventPublisher publisher = new EventPublisher(kafka);
                    PublishedBlueprints published = new PublishedBlueprints(kafka)) {
                published.start();
                assertThat(published.awaitCaughtUp(LONG)).isTrue();
                published.publishMissing(builtIn, publisher, "planner-service", Clock.systemUTC());
            }
        }

        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        try (PublishedBlueprints worker = new PublishedBlueprints(kafka);
                TopicFollower<String> all = following(Topic.BLUEPRINTS.topicName(), keys)) {
            worker.start();
            assertThat(worker.awaitCaughtUp(LONG)).isTrue();
            assertThat(all.awaitCaughtUp(LONG)).isTrue();
            for (Blueprint blueprint : builtIn) {
                assertThat(worker.find(blueprint.id(), blueprint.version())).isPresent();
            }
            assertThat(worker.find("meal-day", "0")).isEmpty();
            assertThat(keys).hasSize(builtIn.size());
        }
    }

    @Test
    @Order(4)
    void aFollowerReadsWhatWasThereThenWhatComes() throws Exception {
        String topic = Topic.PLAN_COMPLETED.topicName();
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 50; i++) {
                producer.send(new ProducerRecord<>(topic, "before-" + i, "x")).get();
            }
            try (TopicFollower<String> follower = following(topic, keys)) {
                assertThat(follower.awaitCaughtUp(LONG)).isTrue();
                assertThat(keys).hasSize(50);

                producer.send(new ProducerRecord<>(topic, "after", "x")).get();

                List<String> seen = new ArrayList<>();
                for (int i = 0; i < 51; i++) {
                    seen.add(keys.poll(60, TimeUnit.SECONDS));
                }
                assertThat(seen).endsWith("after").doesNotHaveDuplicates();
            }
        }
    }

    @Test
    @Order(5)
    void aFollowerThatFailsInTheMiddleGoesOnWhereItWasAndTellsNothingTwice() throws Exception {
        String topic = Topic.PLAN_PROGRESS.deadLetterTopicName();
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        AtomicBoolean registryAway = new AtomicBoolean(true);
        Deserializer<String> failsOnce = (name, bytes) -> {
            String value = new String(bytes, StandardCharsets.UTF_8);
            if (value.equals("b") && registryAway.getAndSet(false)) {
                throw new TimeoutException("the registry does not answer");
            }
            return value;
        };
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            for (String value : List.of("a", "b", "c")) {
                producer.send(new ProducerRecord<>(topic, value, value)).get();
            }
        }

        try (TopicFollower<String> follower = new TopicFollower<>(
                topic, TopicFollower.From.BEGINNING, kafka, failsOnce, record -> keys.add(record.key()))) {
            follower.start();
            assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        }

        assertThat(keys).containsExactly("a", "b", "c");
        assertThat(registryAway).isFalse();
    }

    @Test
    @Order(6)
    void aFollowerFromADayAgoLeavesOutWhatIsOlder() throws Exception {
        String topic = Topic.PLAN_ABORTED.deadLetterTopicName();
        long old = Instant.now().minus(Duration.ofHours(25)).toEpochMilli();
        long recent = Instant.now().minus(Duration.ofHours(23)).toEpochMilli();
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, old, "old", "x")).get();
            producer.send(new ProducerRecord<>(topic, 0, recent, "recent", "x")).get();
        }

        try (TopicFollower<String> follower = new TopicFollower<>(
                topic,
                TopicFollower.From.A_DAY_AGO,
                kafka,
                new StringDeserializer(),
                record -> keys.add(record.key()))) {
            follower.start();
            assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        }

        assertThat(keys).containsExactly("recent");
    }

    private static TopicFollower<String> following(String topic, BlockingQueue<String> keys) {
        TopicFollower<String> follower = new TopicFollower<>(
                topic, TopicFollower.From.BEGINNING, kafka, new StringDeserializer(), record -> keys.add(record.key()));
        follower.start();
        return follower;
    }
}
