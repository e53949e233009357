package io.armature.planner.planning;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Publishes several events so that readers see all of them or none. A producer has one transaction at a time, so there
 * are a few; each has a transactional id of its own, new in every process, and a short time-out, so that the
 * transaction of a process that died holds readers up for seconds only.
 */
@Component
class Transactions implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int PRODUCERS = 4;
    private static final String TIMEOUT_MS = "10000";

    private final Map<String, Object> kafka;
    private final String process = UUID.randomUUID().toString();
    private final AtomicInteger opened = new AtomicInteger();
    private final BlockingQueue<Optional<Producer<String, SpecificRecord>>> idle = new ArrayBlockingQueue<>(PRODUCERS);

    Transactions(KafkaSettings kafkaSettings) {
        this.kafka = kafkaSettings.properties();
        for (int i = 0; i < PRODUCERS; i++) {
            idle.add(Optional.of(open()));
        }
    }

    /**
     * Publishes all of them.
     *
     * @throws KafkaException when none of them was published
     */
    void publish(List<ProducerRecord<String, SpecificRecord>> records) throws InterruptedException {
        Optional<Producer<String, SpecificRecord>> producer = idle.take();
        try {
            producer = Optional.of(producer.orElseGet(this::open));
            producer.get().beginTransaction();
            records.forEach(producer.get()::send);
            producer.get().commitTransaction();
        } catch (KafkaException | IllegalStateException e) {
            producer = producer.filter(Transactions::aborts);
            throw e;
        } finally {
            idle.add(producer);
        }
    }

    /** Whether the producer can be used on; when not, the next in its place is opened when it is needed. */
    private static boolean aborts(Producer<String, SpecificRecord> producer) {
        try {
            producer.abortTransaction();
            return true;
        } catch (KafkaException | IllegalStateException fatal) {
            // A commit whose answer is not known cannot be aborted either: IllegalStateException.
            LOG.warn("a transactional producer is closed and will be replaced: {}", fatal.toString());
            producer.close(Duration.ZERO);
            return false;
        }
    }

    private Producer<String, SpecificRecord> open() {
        Map<String, Object> settings = EventPublisher.producerSettings(kafka);
        settings.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, "armature.planner." + process + "." + opened.getAndIncrement());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        Producer<String, SpecificRecord> producer = new KafkaProducer<>(settings);
        producer.initTransactions();
        return producer;
    }

    @Override
    public void destroy() {
        idle.forEach(producer -> producer.ifPresent(Producer::close));
    }
}
