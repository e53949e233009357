package io.armature.backbone.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.armature.backbone.EmbeddedBackbone;
import io.armature.backbone.EventPublisher;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accepted answers, by way of a real broker. */
class SharedAnswersIT {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LONG = Duration.ofMinutes(1);

    private static EmbeddedBackbone backbone;
    private static Map<String, Object> kafka;
    private static EventPublisher publisher;

    @BeforeAll
    static void startBroker() throws Exception {
        backbone = EmbeddedBackbone.provisioned();
        kafka = backbone.kafka();
        publisher = new EventPublisher(kafka);
    }

    @AfterAll
    static void stopBroker() {
        publisher.close();
        backbone.close();
    }

    @Test
    void whatOneProcessAcceptedIsKnownToAnotherAndAfterARestart() throws Exception {
        try (SharedAnswers one = answers(1_000_000);
                SharedAnswers other = answers(1_000_000)) {
            one.offer("key-1", "meal-day--meal", "cheap", "{\"kcal\": 1}");
            assertThat(one.find("key-1", WEEK)).hasValue("{\"kcal\": 1}");
            await().atMost(LONG).until(() -> other.find("key-1", WEEK).isPresent());
        }
        try (SharedAnswers restarted = answers(1_000_000)) {
            // The first look waits until what was kept before is read.
            assertThat(restarted.find("key-1", WEEK)).hasValue("{\"kcal\": 1}");
        }
    }

    @Test
    void whatIsOlderThanAskedForIsNotFound() throws Exception {
        try (SharedAnswers answers = answers(1_000_000)) {
            answers.offer("key-2", "meal-day--meal", "cheap", "{}");
            assertThat(answers.find("key-2", Duration.ofSeconds(-1))).isEmpty();
        }
    }

    @Test
    void memoryIsBounded() throws Exception {
        try (SharedAnswers answers = answers(100_000)) {
            for (int i = 0; i < 200; i++) {
                answers.offer("large-" + i, "meal-day--meal", "cheap", "x".repeat(2_000));
            }
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(remembered(answers)).isLessThanOrEqualTo(22));
        }
    }

    private static long remembered(SharedAnswers answers) throws InterruptedException {
        long found = 0;
        for (int i = 0; i < 200; i++) {
            found += answers.find("large-" + i, WEEK).isPresent() ? 1 : 0;
        }
        return found;
    }

    private static SharedAnswers answers(long bytes) {
        return new SharedAnswers(
                Topic.REUSABLE_ANSWERS,
                "test",
                kafka,
                publisher::publishIfPossible,
                bytes,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }
}
