package io.armature.serde;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** How a schema's subject is named; chosen by {@code value.subject.name.strategy}, also by Confluent's class names. */
enum SubjectNames {
    TOPIC,
    RECORD,
    TOPIC_RECORD;

    static SubjectNames from(Map<String, ?> properties, boolean key) {
        String wanted = RegistrySettings.text(properties, (key ? "key" : "value") + ".subject.name.strategy")
                .orElse("TopicNameStrategy");
        String name = wanted.substring(wanted.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "topicnamestrategy" -> TOPIC;
            case "recordnamestrategy" -> RECORD;
            case "topicrecordnamestrategy" -> TOPIC_RECORD;
            default ->
                throw new ConfigException("unknown subject name strategy '" + wanted
                        + "'; use TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
        };
    }

    String subject(String topic, String record, boolean key) {
        return switch (this) {
            case TOPIC -> topic + (key ? "-key" : "-value");
            case RECORD -> record;
            case TOPIC_RECORD -> topic + "-" + record;
        };
    }
}
