package io.armature.backbone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.armature.backbone.EmbeddedBackbone;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class OffsetsKeptBackIT {
    private static final String GROUP = "waits";
    private static final TopicPartition FREE = new TopicPartition("plan.requests", 0);
    private static final TopicPartition KEPT = new TopicPartition("plan.requests", 1);
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void itNamesTheOffsetsThatAnOpenTransactionKeepsBackWhileSomebodyWaitsForThem() throws Exception {
        AtomicBoolean waiting = new AtomicBoolean(true);
        try (EmbeddedBackbone backbone = EmbeddedBackbone.provisioned();
                KafkaProducer<byte[], byte[]> producer = producer(backbone);
                OffsetsKeptBack look = new OffsetsKeptBack(
                        backbone.kafka(), GROUP, waiting::get, Duration.ZERO, Duration.ofMillis(100))) {
            producer.initTransactions();
            commit(producer, FREE, KEPT);
            producer.commitTransaction();
            commit(producer, KEPT);
            look.start();

            await().atMost(LONG).until(() -> look.warning().isPresent());
            assertThat(look.warning().orElseThrow())
                    .contains(GROUP, "[" + KEPT + "]", "restart the broker")
                    .doesNotContain(FREE.toString());

            producer.abortTransaction();
            await().atMost(LONG).until(() -> look.warning().isEmpty());

            commit(producer, KEPT);
            await().atMost(LONG).until(() -> look.warning().isPresent());
            waiting.set(false);
            await().atMost(LONG).until(() -> look.warning().isEmpty());
        }
    }

    private static void commit(KafkaProducer<byte[], byte[]> producer, TopicPartition... partitions) {
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            offsets.put(partition, new OffsetAndMetadata(1));
        }
        producer.sendOffsetsToTransaction(offsets, new ConsumerGroupMetadata(GROUP, -1, "", Optional.empty()));
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBackbone backbone) {
        Map<String, Object> settings = backbone.kafka();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "kept-back");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
