package io.armature.assembler.assembly;

import io.armature.assembler.AssemblerSettings;
import io.armature.backbone.Provision;
import io.armature.backbone.streams.StreamsDefaults;
import java.util.Map;
import java.util.Properties;
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

    private StreamsSettings() {}

    static Properties of(Map<String, Object> kafka, AssemblerSettings settings) {
        Properties properties = StreamsDefaults.of(kafka, APPLICATION, settings.stateFolder());
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, settings.instance());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                Long.toString(settings.commitInterval().toMillis()));
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(settings.threads()));
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLettering.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLettering.class);
        // Records of different topics are taken as they come: order between them is the state's business.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "0");
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(LARGEST_STATE));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_STATE));
        return properties;
    }
}
