package io.armature.backbone;

import io.armature.topics.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Opens a producer with a transactional id, ready for its first transaction. */
@FunctionalInterface
public interface TransactionalOpening {
    /** A transaction of a process that died holds readers up for so long at most. */
    String TRANSACTION_MS = "10000";

    /** Longest to wait for one answer of the broker. */
    String ONE_REQUEST_MS = "5000";

    /**
     * What is sent waits for the commit, which sends all of it in one request: the broker takes each partition into the
     * transaction once, and the first event has not gone alone.
     */
    String UNTIL_COMMIT_MS = "100";

    /** @throws org.apache.kafka.common.KafkaException when the broker cannot be reached, or refuses */
    Producer<String, SpecificRecord> open(String transactionalId);

    /**
     * Producers with these settings.
     *
     * @param shared serializes for all of them, so that each schema is looked up once; it is not closed with them
     * @param topics whose leaders they are to know when they are opened
     */
    static TransactionalOpening with(Map<String, Object> kafka, Serializer<SpecificRecord> shared, Topic... topics) {
        Serializer<SpecificRecord> events = new Serializer<>() {
            @Override
            public byte[] serialize(String topic, SpecificRecord event) {
                return shared.serialize(topic, event);
            }
        };
        return transactionalId -> {
            Map<String, Object> settings = EventPublisher.producerSettings(kafka);
            settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
            settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
            settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_MS);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_MS);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ONE_REQUEST_MS);
            settings.put(ProducerConfig.LINGER_MS_CONFIG, UNTIL_COMMIT_MS);
            settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, LanePartitioner.class);
            Producer<String, SpecificRecord> producer = new KafkaProducer<>(settings, new StringSerializer(), events);
            try {
                producer.initTransactions();
                for (Topic topic : topics) {
                    producer.partitionsFor(topic.topicName());
                }
                return producer;
            } catch (RuntimeException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        };
    }
}
