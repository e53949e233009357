package io.armature.inflight;

import io.armature.inflight.CompletedOffsets.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions this process owns now: taken on with what their last owner had done, given back after a drain. */
final class Assignments implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);
    private static final Duration COMMIT_BOUND = Duration.ofSeconds(10);

    private final InFlightSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final InFlightMetrics metrics;
    private final Map<TopicPartition, Partition> partitions = new ConcurrentHashMap<>();
    private Set<TopicPartition> held = Set.of();
    private boolean commitUnderWay;

    Assignments(InFlightSettings settings, Consumer<byte[], byte[]> consumer, InFlightMetrics metrics) {
        this.settings = settings;
        this.consumer = consumer;
        this.metrics = metrics;
    }

    Optional<Partition> partition(ConsumerRecord<?, ?> record) {
        return Optional.ofNullable(partitions.get(InFlightConsumer.of(record)));
    }

    /**
     * Pauses what must not be polled now: all when the window is full, else partitions whose slowest record is too far
     * behind.
     */
    void hold(boolean all) {
        Set<TopicPartition> hold = new HashSet<>();
        for (Map.Entry<TopicPartition, Partition> entry : partitions.entrySet()) {
            if (all || entry.getValue().span() >= CommitMetadata.MAX_SPAN - 2L * InFlightSettings.MAX_WINDOW) {
                hold.add(entry.getKey());
            }
        }
        if (!hold.equals(held)) {
            Set<TopicPartition> resume = new HashSet<>(partitions.keySet());
            resume.removeAll(hold);
            consumer.pause(hold);
            consumer.resume(resume);
            held = hold;
        }
    }

    /** Commits what has changed, without waiting. */
    void commitLater() {
        if (commitUnderWay) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> changed = changed(partitions);
        if (changed.isEmpty()) {
            return;
        }
        commitUnderWay = true;
        consumer.commitAsync(changed, (offsets, failure) -> {
            commitUnderWay = false;
            if (failure == null) {
                remember(offsets);
            } else {
                metrics.commitFailures.increment();
                LOG.warn("topic={} a commit failed and is repeated: {}", settings.topic(), failure.toString());
            }
        });
    }

    /** Gives all partitions back in good order, before leaving the group. */
    void drain() {
        onPartitionsRevoked(Set.copyOf(partitions.keySet()));
    }

    /** The partitions are somebody else's already: nothing may be committed. */
    void lost() {
        onPartitionsLost(Set.copyOf(partitions.keySet()));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = retried(() -> consumer.committed(Set.copyOf(assigned)));
        for (TopicPartition partition : assigned) {
            partitions.put(partition, new Partition(earlier(partition, committed.get(partition))));
        }
        held = Set.of();
        LOG.info(
                "topic={} group={} assigned={} now={}",
                settings.topic(),
                settings.groupId(),
                assigned.size(),
                partitions.size());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        Map<TopicPartition, Partition> leaving = new HashMap<>();
        for (TopicPartition partition : revoked) {
            Optional.ofNullable(partitions.get(partition)).ifPresent(known -> leaving.put(partition, known));
        }
        if (leaving.isEmpty()) {
            return;
        }
        leaving.values().forEach(Partition::startNoMore);
        long deadline = System.nanoTime() + settings.drain().toNanos();
        try {
            for (Partition partition : leaving.values()) {
                partition.awaitIdle(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int left = leaving.values().stream().mapToInt(Partition::giveUp).sum();
        commitNow(changed(leaving));
        revoked.forEach(partitions::remove);
        held = Set.of();
        LOG.info(
                "topic={} group={} revoked={} interrupted={} now={}",
                settings.topic(),
                settings.groupId(),
                leaving.size(),
                left,
                partitions.size());
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            Partition known = partitions.remove(partition);
            if (known != null) {
                known.giveUp();
            }
        }
        held = Set.of();
    }

    private void commitNow(Map<TopicPartition, OffsetAndMetadata> changed) {
        if (changed.isEmpty()) {
            return;
        }
        try {
            retried(() -> {
                consumer.commitSync(changed, COMMIT_BOUND);
                return true;
            });
        } catch (KafkaException e) {
            metrics.commitFailures.increment();
            LOG.warn(
                    "topic={} the last commit failed; the next owner repeats what it held: {}",
                    settings.topic(),
                    e.toString());
        }
    }

    private Progress earlier(TopicPartition partition, @org.jspecify.annotations.Nullable OffsetAndMetadata committed) {
        if (committed == null) {
            return Progress.startingAt(0);
        }
        return CommitMetadata.read(committed.offset(), committed.metadata()).orElseGet(() -> {
            LOG.warn(
                    "{} the metadata of the commit at {} is not ours and is ignored: records completed out of order may"
                            + " be handled again",
                    partition,
                    committed.offset());
            return Progress.startingAt(committed.offset());
        });
    }

    private static Map<TopicPartition, OffsetAndMetadata> changed(Map<TopicPartition, Partition> of) {
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
        of.forEach((name, partition) ->
                Optional.ofNullable(partition.toCommit()).ifPresent(commit -> changed.put(name, commit)));
        return changed;
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((name, commit) ->
                Optional.ofNullable(partitions.get(name)).ifPresent(partition -> partition.committed(commit)));
    }

    /** A wake-up meant for the poll may hit the next blocking call instead; it is then simply made again. */
    private static <T> T retried(java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException e) {
            return call.get();
        }
    }
}
