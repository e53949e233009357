package io.armature.assembler.assembly;

import io.armature.assembler.AssemblerSettings;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.Provision;
import io.armature.backbone.TransactionalOpening;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told. */
final class StreamsSettings {
    /** Its consumer group, and the beginning of its own topics' names. */
    static final String APPLICATION = "armature.assembler";

    /** Most that a plan's last event may have: room is left for its key and headers. */
    static final int LARGEST_END = Provision.MAX_MESSAGE_BYTES - 64 * 1024;

    /**
     * Most that a record of the service's own topics may have: an event and what was known of its item before, each of
     * which may be as large as a message.
     */
    private static final int LARGEST_STATE = 3 * Provision.MAX_MESSAGE_BYTES;

    /** What exactly-once sets itself. */
    private static final Set<String> SET_BY_STREAMS = Set.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG);

    private StreamsSettings() {}

    static Properties of(Map<String, Object> kafka, AssemblerSettings settings, StoreMemory memory) {
        Properties properties = new Properties();
        EventPublisher.producerSettings(kafka).forEach((name, value) -> {
            if (!name.endsWith("serializer") && !SET_BY_STREAMS.contains(name)) {
                properties.put(name, value);
            }
        });
        // What is written is read when it is committed, and the commit sends it: one request rather than many.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), TransactionalOpening.UNTIL_COMMIT_MS);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, settings.instance());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                Long.toString(settings.commitInterval().toMillis()));
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(settings.threads()));
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLettering.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLettering.class);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // So long nothing of this process's partitions moves when it was killed.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "3000");
        // Else the look-up of a changelog's end waits behind a fetch that has nothing to bring, for 500 ms.
        properties.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), "20");
        // Records of different topics are taken as they come: order between them is the state's business.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "0");
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(LARGEST_STATE));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_STATE));
        memory.bound(properties);
        return properties;
    }
}
