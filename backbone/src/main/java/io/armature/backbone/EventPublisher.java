package io.armature.backbone;

import io.armature.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events so that they are durable: idempotent, acknowledged by all replicas. Thread-safe. */
public final class EventPublisher implements AutoCloseable {
    private final Producer<String, SpecificRecord> producer;

    /** @param kafka the producer's properties, {@code value.serializer} among them */
    public EventPublisher(Map<String, Object> kafka) {
        this(new KafkaProducer<>(producerSettings(kafka)));
    }

    /** @param producer made by the caller with {@link #producerSettings}; closed with this publisher */
    public EventPublisher(Producer<String, SpecificRecord> producer) {
        this.producer = producer;
    }

    /** The settings all our producers have in common, over what is given. */
    public static Map<String, Object> producerSettings(Map<String, Object> given) {
        Map<String, Object> kafka = new HashMap<>(given);
        kafka.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        kafka.put(ProducerConfig.ACKS_CONFIG, "all");
        kafka.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        kafka.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        kafka.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Provision.MAX_MESSAGE_BYTES));
        kafka.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "2");
        return kafka;
    }

    /**
     * Publishes an event and waits until it is durable.
     *
     * @throws KafkaException when it cannot be published; a
     *     {@link org.apache.kafka.common.errors.RecordTooLargeException} says that it never can
     */
    public void publish(Topic topic, String key, SpecificRecord event, Headers headers) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic.topicName(), null, key, event, headers))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka
                    ? kafka
                    : new KafkaException("cannot publish to " + topic.topicName(), e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
