package io.armature.inflight;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes a topic with many records in flight at once: one poll thread, one virtual thread per record, acknowledged
 * out of order. Records of one key are in no order either.
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
    private static final Duration WHILE_IDLE = Duration.ofMillis(100);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final Duration LEAVING = Duration.ofSeconds(5);

    /** The last commit and leaving the group come after the drain. */
    private static final Duration AFTER_THE_DRAIN = Duration.ofSeconds(20);

    private final InFlightSettings settings;
    private final Map<String, Object> kafka;
    private final InFlightMetrics metrics;
    private final Window window;
    private final RecordRunner runner;
    private final Companion companion;
    private final Thread thread;
    private final Waking waking = new Waking();
    private volatile boolean stopping;
    private volatile boolean pausing;
    private volatile boolean consuming;

    /**
     * Makes a consumer that does nothing before {@link #start}.
     *
     * @param kafka the properties of Kafka's consumer; what this component depends on is overridden
     * @param companion what handlers keep beside the topic; {@link Companion#NONE} for nothing
     */
    public InFlightConsumer(
            InFlightSettings settings,
            Map<String, Object> kafka,
            Deserializer<K> keys,
            Deserializer<V> values,
            RecordHandler<K, V> handler,
            DeadLetters deadLetters,
            Companion companion,
            MeterRegistry meters) {
        this.companion = companion;
        this.settings = settings;
        this.kafka = ConsumerProperties.of(settings, kafka);
        this.window = new Window(settings, waking::wake);
        this.metrics = new InFlightMetrics(meters, settings, window);
        this.runner = new RecordRunner(
                settings, new RecordHandling<>(settings, keys, values, handler, deadLetters, metrics), metrics, window);
        this.thread = Thread.ofPlatform().name("inflight-" + settings.topic()).unstarted(this::run);
    }

    /** Begins to consume. Once only: a consumer that was closed stays closed. */
    public void start() {
        thread.start();
    }

    /** Polls no further records until {@link #resume}; those in flight go on, and the place in the group is kept. */
    public void pause() {
        pausing = true;
        waking.wake();
    }

    /** Polls again after {@link #pause}. */
    public void resume() {
        pausing = false;
        waking.wake();
    }

    /** True while it polls and the group's broker hears of it, also when it is paused. */
    public boolean isConsuming() {
        return consuming && thread.isAlive();
    }

    /**
     * True once its thread has ended though nobody closed it. It goes on after every failure but those that a JVM is
     * not to survive, a lack of memory for instance: only a new process helps.
     */
    public boolean hasEnded() {
        return !stopping && thread.getState() == Thread.State.TERMINATED;
    }

    /** Records in flight or polled ahead. */
    public int inFlight() {
        return window.records();
    }

    /** Drains, commits and leaves the group; takes at most the drain bound and 20 seconds. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        waking.wake();
        if (thread.getState() != Thread.State.NEW
                && !thread.join(settings.drain().plus(AFTER_THE_DRAIN))) {
            LOG.warn("topic={} the consumer did not stop in time; its thread is interrupted", settings.topic());
            thread.interrupt();
        }
        metrics.close();
    }

    private void run() {
        while (!stopping) {
            KafkaConsumer<byte[], byte[]> opened = null;
            Assignments held = null;
            try {
                opened = new KafkaConsumer<>(kafka);
                held = new Assignments(settings, opened, metrics, companion);
                consume(opened, held);
            } catch (RuntimeException e) {
                LOG.error(
                        "topic={} group={} consuming failed; {}",
                        settings.topic(),
                        settings.groupId(),
                        stopping ? "it stops" : "it starts again in " + AFTER_A_FAILURE,
                        e);
                sleepAfterFailure();
            } finally {
                consuming = false;
                leave(opened, held);
            }
        }
    }

    private void consume(KafkaConsumer<byte[], byte[]> opened, Assignments held) {
        opened.subscribe(Set.of(settings.topic()), held);
        Coordination coordination = new Coordination(settings, opened);
        long commitAt = System.nanoTime();
        while (!stopping) {
            boolean full = window.isFull();
            metrics.full(full);
            boolean hold = full || pausing;
            held.hold(hold);
            Coordination.State state = coordination.state();
            consuming = state == Coordination.State.HEARD;
            ConsumerRecords<byte[], byte[]> records =
                    state == Coordination.State.SILENT ? pollWithoutWaiting(opened) : poll(opened, hold);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                held.owner(record).ifPresent(partition -> runner.polled(record, partition));
            }
            held.pollsNext(records.nextOffsets());
            if (System.nanoTime() - commitAt >= 0) {
                held.commitLater();
                commitAt = System.nanoTime() + settings.commitEvery().toNanos();
            }
        }
        held.drain();
    }

    private ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> opened, boolean held) {
        boolean committing = window.records() > 0 && settings.commitEvery().compareTo(WHILE_IDLE) < 0;
        return waking.poll(
                opened,
                committing ? settings.commitEvery() : WHILE_IDLE,
                () -> stopping || held != (pausing || window.isFull()));
    }

    private ConsumerRecords<byte[], byte[]> pollWithoutWaiting(KafkaConsumer<byte[], byte[]> opened) {
        LockSupport.parkNanos(WHILE_IDLE.toNanos());
        return waking.poll(opened, Duration.ZERO, () -> true);
    }

    private void sleepAfterFailure() {
        try {
            if (!stopping) {
                Thread.sleep(AFTER_A_FAILURE);
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** After a failure this drains too: closing revokes what is still held. */
    private void leave(@Nullable KafkaConsumer<byte[], byte[]> opened, @Nullable Assignments held) {
        try {
            if (opened != null) {
                opened.close(CloseOptions.timeout(LEAVING));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "topic={} group={} the group could not be left in good order; its other members wait for the"
                            + " session time-out",
                    settings.topic(),
                    settings.groupId(),
                    e);
        } finally {
            if (held != null) {
                held.lost();
            }
        }
    }
}
