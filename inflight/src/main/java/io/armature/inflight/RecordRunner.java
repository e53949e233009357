package io.armature.inflight;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one polled record to its end on a virtual thread: decode, handle, and again if need be. */
final class RecordRunner<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordRunner.class);

    private final InFlightSettings settings;
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final RecordHandler<K, V> handler;
    private final DeadLetters deadLetters;
    private final InFlightMetrics metrics;
    private final Window window;
    private final java.util.concurrent.ThreadFactory threads;

    RecordRunner(
            InFlightSettings settings,
            Deserializer<K> keys,
            Deserializer<V> values,
            RecordHandler<K, V> handler,
            DeadLetters deadLetters,
            InFlightMetrics metrics,
            Window window) {
        this.settings = settings;
        this.keys = keys;
        this.values = values;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.window = window;
        this.threads = Thread.ofVirtual().name(settings.topic() + "-", 0).factory();
    }

    /** Called by the poll thread. */
    void polled(ConsumerRecord<byte[], byte[]> record, Partition partition) {
        switch (partition.polled(record)) {
            case COMPLETED_BEFORE -> metrics.skipped.increment();
            case REDONE -> {
                metrics.redone.increment();
                launch(record, partition);
            }
            case FIRST -> launch(record, partition);
        }
    }

    private void launch(ConsumerRecord<byte[], byte[]> record, Partition partition) {
        int size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        long ticket = window.enter(size);
        threads.newThread(() -> {
                    try {
                        inSlot(record, partition);
                    } finally {
                        window.leave(ticket, size);
                    }
                })
                .start();
    }

    private void inSlot(ConsumerRecord<byte[], byte[]> record, Partition partition) {
        boolean slot = false;
        try {
            window.acquireSlot();
            slot = true;
            if (partition.started(record.offset(), Thread.currentThread())) {
                untilDone(record);
                if (partition.done(record.offset())) {
                    metrics.completed.increment();
                }
            }
        } catch (InterruptedException e) {
            metrics.interrupted.increment();
            partition.abandoned(record.offset());
        } finally {
            if (slot) {
                window.releaseSlot();
            }
        }
    }

    private void untilDone(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            switch (once(record, failures)) {
                case Handled.Done() -> {
                    return;
                }
                case Handled.Again(Duration delay, String why) -> {
                    metrics.retried.increment();
                    LOG.warn(
                            "topic={} partition={} offset={} handled again in {}: {}",
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            delay,
                            why);
                    Thread.sleep(delay);
                }
                case Handled.Poison(String why) -> {
                    if (buried(record, why, null, failures)) {
                        return;
                    }
                }
            }
        }
    }

    private Handled once(ConsumerRecord<byte[], byte[]> raw, int failures) throws InterruptedException {
        ConsumerRecord<K, V> record;
        try {
            record = decode(raw);
        } catch (RuntimeException e) {
            if (OutsideFailure.isBehind(e)) {
                return Handled.again(backoff(failures), "it could not be decoded now: " + e.getMessage());
            }
            return buried(raw, "it cannot be decoded: " + e.getMessage(), e, failures)
                    ? Handled.done()
                    : Handled.again(backoff(failures), "the dead letters could not be written");
        }
        try {
            return handler.handle(record);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) { // An Error too: left uncaught it would end the thread, and the record would stay open.
            if (Thread.interrupted() || e instanceof org.apache.kafka.common.errors.InterruptException) {
                throw new InterruptedException("interrupted while handling");
            }
            LOG.warn("topic={} partition={} offset={} handling failed", raw.topic(), raw.partition(), raw.offset(), e);
            return Handled.again(backoff(failures), e.toString());
        }
    }

    private boolean buried(
            ConsumerRecord<byte[], byte[]> raw,
            String why,
            @org.jspecify.annotations.Nullable Throwable cause,
            int failures)
            throws InterruptedException {
        try {
            deadLetters.send(raw, why, cause);
            metrics.poisoned.increment();
            LOG.warn(
                    "topic={} partition={} offset={} went to the dead letters: {}",
                    raw.topic(),
                    raw.partition(),
                    raw.offset(),
                    why);
            return true;
        } catch (RuntimeException e) {
            LOG.error(
                    "topic={} partition={} offset={} cannot be written to the dead letters; tried again",
                    raw.topic(),
                    raw.partition(),
                    raw.offset(),
                    e);
            Thread.sleep(backoff(failures));
            return false;
        }
    }

    private ConsumerRecord<K, V> decode(ConsumerRecord<byte[], byte[]> raw) {
        return new ConsumerRecord<>(
                raw.topic(),
                raw.partition(),
                raw.offset(),
                raw.timestamp(),
                raw.timestampType(),
                raw.serializedKeySize(),
                raw.serializedValueSize(),
                keys.deserialize(raw.topic(), raw.headers(), raw.key()),
                values.deserialize(raw.topic(), raw.headers(), raw.value()),
                raw.headers(),
                raw.leaderEpoch());
    }

    /**
     * Doubles from the first delay to the longest, with jitter of a half, so that many records do not return at once.
     */
    private Duration backoff(int failures) {
        long longest =
                Math.min(settings.retryMost().toMillis(), settings.retryFirst().toMillis() << Math.min(failures, 20));
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }
}
