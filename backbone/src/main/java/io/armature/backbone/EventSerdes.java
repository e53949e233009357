package io.armature.backbone;

import io.armature.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/** Serdes by the class names of the configuration, so that others than ours can be put in without a change of code. */
public final class EventSerdes {
    private final Map<String, Object> kafka;

    /** @param kafka properties with {@code value.serializer}, {@code value.deserializer} and what these need */
    public EventSerdes(Map<String, Object> kafka) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("specific.avro.reader", "true");
    }

    /** For events of any type. */
    public <E extends SpecificRecord> Deserializer<E> deserializer() {
        Deserializer<E> deserializer = make(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        deserializer.configure(kafka, false);
        return deserializer;
    }

    /** For events of any type. */
    public <E extends SpecificRecord> Serializer<E> serializer() {
        Serializer<E> serializer = make(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        serializer.configure(kafka, false);
        return serializer;
    }

    /** For Kafka Streams. */
    public <E extends SpecificRecord> Serde<E> serde() {
        return Serdes.serdeFrom(serializer(), deserializer());
    }

    /**
     * For private copies of a topic's events, in state stores and repartition topics: written as they are on that
     * topic, under its subject, since no schema is registered for a private topic.
     */
    public <E extends SpecificRecord> Serde<E> serdeAsOn(Topic topic) {
        Serializer<E> serializer = serializer();
        Deserializer<E> deserializer = deserializer();
        return Serdes.serdeFrom(
                (anyTopic, event) -> serializer.serialize(topic.topicName(), event),
                (anyTopic, bytes) -> deserializer.deserialize(topic.topicName(), bytes));
    }

    @SuppressWarnings("unchecked") // The configured class is trusted to be what its property says.
    private <T> T make(String property) {
        Object configured = kafka.get(property);
        if (configured == null) {
            throw new org.apache.kafka.common.config.ConfigException(
                    property + " is not set: the class that reads or writes events");
        }
        try {
            Class<?> type =
                    configured instanceof Class<?> given ? given : Utils.loadClass(configured.toString(), Object.class);
            return (T) Utils.newInstance(type);
        } catch (ClassNotFoundException e) {
            throw new org.apache.kafka.common.config.ConfigException(
                    property + " names " + configured + ", which is not on the class path");
        }
    }
}
