package io.armature.inflight;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka's own properties, as this component needs them. */
final class ConsumerProperties {
    private static final Duration AFTER_THE_DRAIN = Duration.ofMinutes(1);

    private ConsumerProperties() {}

    static Map<String, Object> of(InFlightSettings settings, Map<String, Object> given) {
        Map<String, Object> kafka = new HashMap<>(given);
        kafka.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        kafka.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        // Of the classic protocol only: with the new one the broker decides these.
        kafka.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        kafka.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        kafka.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A topic made by accident would have the broker's partitions, not those it is meant to have.
        kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        kafka.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        kafka.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(settings.window()));
        // One fetch may come on top of a full window: it must not be larger than the window.
        long fetch = number(kafka, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, ConsumerConfig.DEFAULT_FETCH_MAX_BYTES);
        kafka.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Long.toString(Math.min(fetch, settings.windowBytes())));
        // A drain keeps the poll thread from polling; it must not cost the place in the group.
        long interval = number(kafka, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000);
        long drained = settings.drain().plus(AFTER_THE_DRAIN).toMillis();
        kafka.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Long.toString(Math.max(interval, drained)));
        return kafka;
    }

    private static long number(Map<String, Object> kafka, String name, long otherwise) {
        Object given = kafka.get(name);
        return given == null ? otherwise : Long.parseLong(given.toString().trim());
    }
}
