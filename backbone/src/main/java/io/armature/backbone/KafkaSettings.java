package io.armature.backbone;

import java.util.Map;

/**
 * The properties of Kafka's clients and of the serdes, as the service was configured.
 *
 * @param properties by Kafka's and Confluent's names
 */
public record KafkaSettings(Map<String, Object> properties) {
    public KafkaSettings {
        properties = Map.copyOf(properties);
    }
}
