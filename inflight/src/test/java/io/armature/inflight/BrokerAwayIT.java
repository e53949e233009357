package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker goes away and does not come back. */
class BrokerAwayIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void whoseBrokerIsAwayDoesNotConsumeAndFinishesWhatItHas() throws Exception {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker.getBrokersAsString());
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("topic", "a", "a")).get();
        }
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        try (var consumer = new InFlightConsumer<>(
                InFlightSettings.of("topic", "group"),
                kafka,
                new StringDeserializer(),
                new StringDeserializer(),
                record -> {
                    begun.countDown();
                    finish.await();
                    return Handled.done();
                },
                (record, why, cause) -> {},
                Companion.NONE,
                new SimpleMeterRegistry())) {
            assertThat(consumer.isConsuming()).isFalse();
            consumer.start();
            begun.await();
            Awaitility.await().atMost(LONG).until(consumer::isConsuming);

            broker.destroy();

            Awaitility.await().atMost(LONG).until(() -> !consumer.isConsuming());
            assertThat(consumer.inFlight()).isEqualTo(1);
            finish.countDown();
            Awaitility.await().atMost(LONG).until(() -> consumer.inFlight() == 0);
            assertThat(consumer.hasEnded()).isFalse();
        }
    }
}
