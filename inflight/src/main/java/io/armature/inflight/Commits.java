package io.armature.inflight;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what has changed: one commit at a time without waiting, or at once. Used by the poll thread only. */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final InFlightSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final InFlightMetrics metrics;
    private int mostCharacters = CommitMetadata.MOST_CHARACTERS;
    private boolean underWay;

    Commits(InFlightSettings settings, Consumer<byte[], byte[]> consumer, InFlightMetrics metrics) {
        this.settings = settings;
        this.consumer = consumer;
        this.metrics = metrics;
    }

    /** Commits without waiting, unless such a commit is under way: it is then made the next time. */
    void later(Map<TopicPartition, Partition> partitions) {
        if (underWay) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> changed = changed(partitions);
        if (changed.isEmpty()) {
            return;
        }
        underWay = true;
        long started = System.nanoTime();
        consumer.commitAsync(changed, (offsets, failure) -> {
            underWay = false;
            if (failure == null) {
                succeeded(partitions, changed, started);
            } else {
                failed("it is repeated", failure);
            }
        });
    }

    /**
     * Commits and waits for it, at most for {@code bound}.
     *
     * @return false when it failed: what it said was done may be handled again
     */
    boolean now(Map<TopicPartition, Partition> partitions, Duration bound) {
        Map<TopicPartition, OffsetAndMetadata> changed = changed(partitions);
        if (changed.isEmpty()) {
            return true;
        }
        long started = System.nanoTime();
        try {
            Waking.again(() -> {
                consumer.commitSync(changed, bound);
                return true;
            });
            succeeded(partitions, changed, started);
            return true;
        } catch (KafkaException e) {
            int before = mostCharacters;
            failed("the next owner may repeat what it held", e);
            return mostCharacters < before && now(partitions, bound);
        }
    }

    private void succeeded(
            Map<TopicPartition, Partition> partitions, Map<TopicPartition, OffsetAndMetadata> what, long startedNanos) {
        metrics.commits.record(Duration.ofNanos(System.nanoTime() - startedNanos));
        what.forEach((name, commit) ->
                Optional.ofNullable(partitions.get(name)).ifPresent(partition -> partition.committed(commit)));
    }

    private void failed(String consequence, Exception failure) {
        metrics.commitFailures.increment();
        if (isTooLarge(failure) && mostCharacters > 0) {
            mostCharacters /= 2;
            LOG.warn(
                    "topic={} group={} the broker takes less than its default of {} characters with a commit; this"
                            + " process now keeps to {}. Records completed far out of order may be handled again: raise"
                            + " offset.metadata.max.bytes",
                    settings.topic(),
                    settings.groupId(),
                    CommitMetadata.MOST_CHARACTERS,
                    mostCharacters);
            return;
        }
        LOG.warn(
                "topic={} group={} a commit failed; {}: {}",
                settings.topic(),
                settings.groupId(),
                consequence,
                failure.toString());
    }

    private static boolean isTooLarge(@Nullable Throwable failure) {
        return failure != null && (failure instanceof OffsetMetadataTooLarge || isTooLarge(failure.getCause()));
    }

    private Map<TopicPartition, OffsetAndMetadata> changed(Map<TopicPartition, Partition> of) {
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
        of.forEach((name, partition) ->
                Optional.ofNullable(partition.toCommit(mostCharacters)).ifPresent(commit -> changed.put(name, commit)));
        return changed;
    }
}
