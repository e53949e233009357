package io.armature.backbone.streams;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.TransactionalOpening;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What every topology of ours is told. */
public final class StreamsDefaults {
    /** What exactly-once sets itself. */
    private static final Set<String> SET_BY_STREAMS = Set.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG);

    private StreamsDefaults() {}

    /**
     * Settings to go on from: exactly once, one thread.
     *
     * @param kafka {@code bootstrap.servers} and what reaching it needs
     * @param application names the consumer group, and the topology's own topics
     * @param stateFolder where its state is kept; restored from Kafka when lost
     */
    public static Properties of(Map<String, Object> kafka, String application, String stateFolder) {
        Properties properties = new Properties();
        EventPublisher.producerSettings(kafka).forEach((name, value) -> {
            if (!name.endsWith("serializer") && !SET_BY_STREAMS.contains(name)) {
                properties.put(name, value);
            }
        });
        // What is written is read when it is committed, and the commit sends it: one request rather than many.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), TransactionalOpening.UNTIL_COMMIT_MS);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // So long nothing of this process's partitions moves when it was killed.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "3000");
        // Else the look-up of a changelog's end waits behind a fetch that has nothing to bring, for 500 ms.
        properties.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), "20");
        return properties;
    }
}
