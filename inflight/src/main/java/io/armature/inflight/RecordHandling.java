package io.armature.inflight;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one record to its end: decode, handle, and again if need be; or the dead letters. */
final class RecordHandling<K, V> implements RecordRunner.Work {
    private static final Logger LOG = LoggerFactory.getLogger(RecordHandling.class);

    private final InFlightSettings settings;
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final RecordHandler<K, V> handler;
    private final DeadLetters deadLetters;
    private final InFlightMetrics metrics;

    RecordHandling(
            InFlightSettings settings,
            Deserializer<K> keys,
            Deserializer<V> values,
            RecordHandler<K, V> handler,
            DeadLetters deadLetters,
            InFlightMetrics metrics) {
        this.settings = settings;
        this.keys = keys;
        this.values = values;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    @Override
    public void untilDone(ConsumerRecord<byte[], byte[]> record, Partition partition) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            switch (once(record, partition, failures)) {
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
                    partition.rest(delay);
                }
                case Handled.Poison(String why) -> {
                    bury(record, partition, why, null);
                    return;
                }
            }
        }
    }

    private Handled once(ConsumerRecord<byte[], byte[]> raw, Partition partition, int failures)
            throws InterruptedException {
        ConsumerRecord<K, V> record;
        try {
            record = decode(raw);
        } catch (Throwable e) {
            stopIfGivenUp(partition);
            if (OutsideFailure.isBehind(e)) {
                return Handled.again(backoff(failures), "it could not be decoded now: " + e);
            }
            bury(raw, partition, "it cannot be decoded: " + e.getMessage(), e);
            return Handled.done();
        }
        try {
            return Objects.requireNonNull(handler.handle(record), "the handler answered nothing");
        } catch (Throwable e) { // An Error too: left uncaught it would end the thread, and the record would stay open.
            stopIfGivenUp(partition);
            LOG.warn("topic={} partition={} offset={} handling failed", raw.topic(), raw.partition(), raw.offset(), e);
            return Handled.again(backoff(failures), e.toString());
        }
    }

    /** Tries for as long as it takes: a record that is neither done nor kept would be lost. */
    private void bury(ConsumerRecord<byte[], byte[]> raw, Partition partition, String why, @Nullable Throwable cause)
            throws InterruptedException {
        for (int failures = 0; ; failures++) {
            stopIfGivenUp(partition);
            try {
                deadLetters.send(raw, why, cause);
                metrics.poisoned.increment();
                LOG.warn(
                        "topic={} partition={} offset={} went to the dead letters: {}",
                        raw.topic(),
                        raw.partition(),
                        raw.offset(),
                        why);
                return;
            } catch (Throwable e) {
                stopIfGivenUp(partition);
                LOG.error(
                        "topic={} partition={} offset={} cannot be written to the dead letters; tried again",
                        raw.topic(),
                        raw.partition(),
                        raw.offset(),
                        e);
                partition.rest(backoff(failures));
            }
        }
    }

    /**
     * Threads are interrupted only when their partition is given up, so this tells a failure because of that (however
     * the code that failed wraps it) from one that has its own cause and is to be repeated.
     */
    private static void stopIfGivenUp(Partition partition) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        if (!partition.isOpen()) {
            throw new InterruptedException(
                    "the partition was given up" + (interrupted ? "" : ", and the interruption swallowed"));
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
                decode(keys, raw, raw.key()),
                decode(values, raw, raw.value()),
                raw.headers(),
                raw.leaderEpoch());
    }

    /** As Kafka's own consumer does, a deserializer is not asked about what is not there. */
    private static <T> @Nullable T decode(
            Deserializer<T> deserializer, ConsumerRecord<?, ?> record, byte @Nullable [] bytes) {
        return bytes == null ? null : deserializer.deserialize(record.topic(), record.headers(), bytes);
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
