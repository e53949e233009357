package io.armature.planner.planning;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Publishes several events so that readers see all of them or none. A producer has one transaction at a time, so there
 * are a few; each has a transactional id of its own, new in every process, and a short time-out, so that the
 * transaction of a process that died holds readers up for seconds only. They are opened at the start, and the one used
 * last is used first: it knows the topics' leaders and has its connections open.
 */
@Component
class Transactions implements DisposableBean {
    /** Opens a producer with this transactional id, ready for its first transaction. */
    interface Opening {
        Producer<String, SpecificRecord> open(String transactionalId);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int PRODUCERS = 4;
    private static final int COMMITS = 3;
    private static final String TRANSACTION_MS = "10000";
    private static final String ONE_REQUEST_MS = "5000";

    private final Opening opening;
    private final Timer published;
    private final Counter replaced;
    private final String process = UUID.randomUUID().toString();
    private final AtomicInteger opened = new AtomicInteger();
    private final BlockingDeque<Optional<Producer<String, SpecificRecord>>> idle = new LinkedBlockingDeque<>();
    private volatile Optional<String> failure = Optional.empty();

    @Autowired
    Transactions(KafkaSettings kafkaSettings, EventSerdes serdes, MeterRegistry meters) {
        this(opening(kafkaSettings.properties(), serdes.serializer()), meters);
    }

    Transactions(Opening opening, MeterRegistry meters) {
        this.opening = opening;
        published = Timer.builder("armature.planning.publish")
                .description("Time to publish a plan's skeleton and items, or its end, in one transaction")
                .register(meters);
        replaced = Counter.builder("armature.planning.producers.replaced")
                .description("Transactional producers closed because they could not be used on")
                .register(meters);
        for (int i = 0; i < PRODUCERS; i++) {
            idle.add(Optional.of(open()));
        }
    }

    /**
     * Publishes all of them.
     *
     * @throws KafkaException when they were not published; after a commit whose answer never came they may have been
     */
    void publish(List<ProducerRecord<String, SpecificRecord>> records) throws InterruptedException {
        Optional<Producer<String, SpecificRecord>> producer = idle.takeFirst();
        long start = System.nanoTime();
        try {
            Producer<String, SpecificRecord> open = producer.orElseGet(this::open);
            producer = Optional.of(open);
            open.beginTransaction();
            records.forEach(open::send);
            commit(open);
            published.record(Duration.ofNanos(System.nanoTime() - start));
            failure = Optional.empty();
        } catch (KafkaException | IllegalStateException e) {
            producer = producer.filter(this::aborts);
            failure = Optional.of(e.toString());
            throw e;
        } finally {
            idle.addFirst(producer);
        }
    }

    /** Why the last attempt to publish failed; empty when it did not. */
    Optional<String> failure() {
        return failure;
    }

    /** A commit may be repeated when its answer did not come in time; giving up would leave its outcome unknown. */
    private static void commit(Producer<String, SpecificRecord> producer) {
        for (int tries = 1; ; tries++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (tries == COMMITS) {
                    throw e;
                }
                LOG.warn("a commit was not answered in time and is repeated: {}", e.getMessage());
            }
        }
    }

    /** Whether the producer can be used on; when not, the next in its place is opened when it is needed. */
    private boolean aborts(Producer<String, SpecificRecord> producer) {
        try {
            producer.abortTransaction();
            return true;
        } catch (KafkaException | IllegalStateException fatal) {
            // A commit whose answer is not known cannot be aborted either: IllegalStateException.
            LOG.warn("a transactional producer is closed and will be replaced: {}", fatal.toString());
            producer.close(Duration.ZERO);
            replaced.increment();
            return false;
        }
    }

    private Producer<String, SpecificRecord> open() {
        return opening.open("armature.planner." + process + "." + opened.getAndIncrement());
    }

    static Opening opening(Map<String, Object> kafka, Serializer<SpecificRecord> shared) {
        // One for all of them, which so look each schema up once; closed with none of them.
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
            settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
            Producer<String, SpecificRecord> producer = new KafkaProducer<>(settings, new StringSerializer(), events);
            try {
                producer.initTransactions();
                producer.partitionsFor(Topic.PLAN_SKELETONS.topicName());
                producer.partitionsFor(Topic.ITEMS_REQUESTED.topicName());
                return producer;
            } catch (RuntimeException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        };
    }

    @Override
    public void destroy() {
        idle.forEach(producer -> producer.ifPresent(Producer::close));
    }
}
