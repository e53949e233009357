package io.armature.backbone;

import io.armature.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events so that they are durable: idempotent, acknowledged by all replicas. Thread-safe. */
public final class EventPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

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
        kafka.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        kafka.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Provision.MAX_MESSAGE_BYTES));
        kafka.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "2");
        // With more at a time, a batch may overtake the first of its producer or transaction; the broker refuses it
        // then, on a new topic until a time-out. See decision 0016.
        kafka.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        kafka.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "20");
        return kafka;
    }

    /**
     * Publishes an event and waits until it is durable.
     *
     * @return its offset
     * @throws KafkaException when it cannot be published; a
     *     {@link org.apache.kafka.common.errors.RecordTooLargeException} says that it never can
     */
    public long publish(ProducerRecord<String, SpecificRecord> record) throws InterruptedException {
        try {
            return producer.send(record).get().offset();
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while publishing to " + record.topic());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka
                    ? kafka
                    : new KafkaException("cannot publish to " + record.topic(), e.getCause());
        }
    }

    /** Publishes to the partition that the key decides. */
    public void publish(Topic topic, String key, SpecificRecord event, Headers headers) throws InterruptedException {
        publish(new ProducerRecord<>(topic.topicName(), null, key, event, headers));
    }

    /**
     * Publishes what has been paid for: while the broker or the registry is away it is tried again, with growing pauses
     * of up to 5 s.
     *
     * @param about {@code key=value} words that say in the log what the event is about
     * @param wanted asked after each failure; when it says no, the event is given up
     * @return its offset; -1 when it was given up
     * @throws RecordTooLargeException when it can never be published
     */
    public long publishHoweverLong(ProducerRecord<String, SpecificRecord> record, String about, BooleanSupplier wanted)
            throws InterruptedException {
        return Persistence.publish(() -> publish(record), about + " topic=" + record.topic(), wanted)
                .orElse(-1L);
    }

    /** Publishes what is not missed when it is lost: does not wait, and tells a failure in the log only. */
    public void publishIfPossible(ProducerRecord<String, SpecificRecord> record) {
        try {
            producer.send(record, (written, failure) -> {
                if (failure != null) {
                    LOG.warn("topic={} not published: {}", record.topic(), failure.toString());
                }
            });
        } catch (KafkaException e) {
            LOG.warn("topic={} not published: {}", record.topic(), e.toString());
        }
    }

    /** Of a topic, as its number is now. */
    public int partitions(Topic topic) {
        return producer.partitionsFor(topic.topicName()).size();
    }

    @Override
    public void close() {
        producer.close();
    }
}
