package io.armature.inflight;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes a topic with many records in flight at once: one poll thread, one virtual thread per record, acknowledged
 * out of order.
 *
 * <p>A record is handled at least once. One that is done is handled again only when its completion had not been
 * committed when the process died: completions are committed every {@link InFlightSettings#commitEvery}, also those
 * beyond the first record that is not done. When partitions are taken away, or on {@link #close}, records in flight get
 * {@link InFlightSettings#drain} to finish; then they are interrupted and left to their next owner.
 *
 * <p>The deserializers are used by many threads at once.
 */
public final class InFlightConsumer<K, V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InFlightConsumer.class);
    private static final Duration WHILE_WAITING = Duration.ofMillis(100);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

    private final InFlightSettings settings;
    private final Map<String, Object> kafka;
    private final InFlightMetrics metrics;
    private final Window window;
    private final RecordRunner<K, V> runner;
    private final Thread thread;
    private final AtomicBoolean interruptible = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile boolean consuming;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile @Nullable Assignments assignments;

    /**
     * Makes a consumer that does nothing before {@link #start}.
     *
     * @param kafka the properties of Kafka's consumer; what this component depends on is overridden
     */
    public InFlightConsumer(
            InFlightSettings settings,
            Map<String, Object> kafka,
            Deserializer<K> keys,
            Deserializer<V> values,
            RecordHandler<K, V> handler,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        this.settings = settings;
        this.kafka = kafkaSettings(settings, kafka);
        this.metrics = new InFlightMetrics(meters, settings);
        this.window = new Window(settings, this::wake);
        this.runner = new RecordRunner<>(settings, keys, values, handler, deadLetters, metrics, window);
        this.thread = Thread.ofPlatform().name("inflight-" + settings.topic()).unstarted(this::run);
        metrics.gauge("inflight.records", "Records in flight or polled ahead", window::records);
        metrics.gauge("inflight.bytes", "Bytes of these records", window::bytes);
        metrics.gauge("inflight.oldest.seconds", "Age of the oldest record in flight", window::oldestSeconds);
    }

    public void start() {
        thread.start();
    }

    /** True while it holds a place in the group and polls. */
    public boolean isConsuming() {
        return consuming && thread.isAlive();
    }

    /** Records in flight or polled ahead. */
    public int inFlight() {
        return window.records();
    }

    /** Drains, commits and leaves the group; takes at most the drain bound and a few seconds. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        wake();
        if (!thread.join(settings.drain().plusSeconds(15))) {
            LOG.warn("topic={} the consumer did not stop in time; its thread is interrupted", settings.topic());
            thread.interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(kafka)) {
                consumer = opened;
                assignments = new Assignments(settings, opened, metrics);
                consume(opened, assignments);
            } catch (RuntimeException e) {
                LOG.error(
                        "topic={} group={} consuming failed; it starts again in {}",
                        settings.topic(),
                        settings.groupId(),
                        AFTER_A_FAILURE,
                        e);
                sleepAfterFailure();
            } finally {
                consuming = false;
                Assignments held = assignments;
                if (held != null) {
                    held.lost();
                }
            }
        }
    }

    private void consume(KafkaConsumer<byte[], byte[]> opened, Assignments held) {
        opened.subscribe(Set.of(settings.topic()), held);
        long commitAt = System.nanoTime();
        long fullSince = 0;
        while (!stopping) {
            boolean full = window.isFull();
            if (full && fullSince == 0) {
                fullSince = System.nanoTime();
            } else if (!full && fullSince != 0) {
                metrics.paused.record(Duration.ofNanos(System.nanoTime() - fullSince));
                fullSince = 0;
            }
            held.hold(full);
            for (ConsumerRecord<byte[], byte[]> record : poll(opened, full)) {
                held.partition(record).ifPresent(partition -> runner.polled(record, partition));
            }
            consuming = true;
            if (System.nanoTime() - commitAt >= 0) {
                held.commitLater();
                commitAt = System.nanoTime() + settings.commitEvery().toNanos();
            }
        }
        held.drain();
    }

    private ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> opened, boolean full) {
        try {
            interruptible.set(full);
            if (full && !window.isFull()) {
                return opened.poll(Duration.ZERO);
            }
            return opened.poll(window.records() > 0 || full ? settings.commitEvery() : WHILE_WAITING);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } finally {
            interruptible.set(false);
        }
    }

    /** The window has room again, or it is time to stop: the poll need not wait to its end. */
    private void wake() {
        KafkaConsumer<byte[], byte[]> polling = consumer;
        if (polling != null && interruptible.compareAndSet(true, false)) {
            polling.wakeup();
        }
    }

    private void sleepAfterFailure() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private static Map<String, Object> kafkaSettings(InFlightSettings settings, Map<String, Object> given) {
        Map<String, Object> kafka = new HashMap<>(given);
        kafka.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        kafka.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        kafka.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        kafka.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        kafka.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(settings.window()));
        kafka.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        kafka.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return kafka;
    }

    /** The partition a record came from, as Kafka names it. */
    static TopicPartition of(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
