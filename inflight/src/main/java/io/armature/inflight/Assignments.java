package io.armature.inflight;

import io.armature.inflight.CompletedOffsets.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions this process owns now: taken on with what their last owner had done, given back after a drain. */
final class Assignments implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);
    private static final Duration COMMIT_BOUND = Duration.ofSeconds(10);

    /** In a drain, what is done is committed this often: the process may be killed before the drain is over. */
    private static final Duration DRAIN_STEP = Duration.ofSeconds(1);

    private final InFlightSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final Companion companion;
    private final Commits commits;
    private final Map<TopicPartition, Partition> partitions = new ConcurrentHashMap<>();

    Assignments(
            InFlightSettings settings,
            Consumer<byte[], byte[]> consumer,
            InFlightMetrics metrics,
            Companion companion) {
        this.companion = companion;
        this.settings = settings;
        this.consumer = consumer;
        this.commits = new Commits(settings, consumer, metrics);
    }

    /** The partition a record belongs to; empty when it was taken away meanwhile. */
    Optional<Partition> owner(ConsumerRecord<?, ?> record) {
        TopicPartition name = new TopicPartition(record.topic(), record.partition());
        Partition known = partitions.get(name);
        if (known != null && known.isPast(record.offset())) {
            LOG.warn(
                    "{} its log was set back (records were lost, or the topic was made anew): consuming starts again at"
                            + " offset {}",
                    name,
                    record.offset());
            known.giveUp();
            known = new Partition(name, Progress.startingAt(record.offset()), companion);
            partitions.put(name, known);
        }
        return Optional.ofNullable(known);
    }

    /** Polling goes on at these offsets. */
    void pollsNext(Map<TopicPartition, OffsetAndMetadata> next) {
        next.forEach((name, offset) ->
                Optional.ofNullable(partitions.get(name)).ifPresent(partition -> partition.pollsNext(offset.offset())));
    }

    /**
     * Pauses what must not be polled now, and resumes the rest.
     *
     * @param all the window is full; otherwise only partitions whose slowest record is too far behind are paused
     */
    void hold(boolean all) {
        // Asked anew each time: a rebalance may have added partitions that are not paused.
        Set<TopicPartition> paused = consumer.paused();
        Set<TopicPartition> pause = new HashSet<>();
        Set<TopicPartition> resume = new HashSet<>();
        partitions.forEach((name, partition) -> {
            boolean hold = all || partition.span() >= CommitMetadata.MAX_SPAN;
            if (hold != paused.contains(name)) {
                (hold ? pause : resume).add(name);
            }
        });
        if (!pause.isEmpty()) {
            consumer.pause(pause);
        }
        if (!resume.isEmpty()) {
            consumer.resume(resume);
        }
    }

    /** Commits what has changed, without waiting. */
    void commitLater() {
        commits.later(partitions);
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
        Map<TopicPartition, OffsetAndMetadata> committed = Waking.again(() -> consumer.committed(Set.copyOf(assigned)));
        Map<TopicPartition, Companion.Start> starts = new HashMap<>();
        for (TopicPartition partition : assigned) {
            Progress earlier = earlier(partition, committed.get(partition));
            partitions.put(partition, new Partition(partition, earlier, companion));
            starts.put(partition, new Companion.Start(position(committed.get(partition)), earlier::isDone));
        }
        companion.assigned(starts);
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
        try {
            awaitIdle(leaving.values());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int left = leaving.values().stream().mapToInt(Partition::giveUp).sum();
        commits.now(partitions, COMMIT_BOUND);
        revoked.forEach(partitions::remove);
        revoked.forEach(companion::released);
        LOG.info(
                "topic={} group={} revoked={} interrupted={} now={}",
                settings.topic(),
                settings.groupId(),
                leaving.size(),
                left,
                partitions.size());
    }

    private void awaitIdle(Collection<Partition> leaving) throws InterruptedException {
        long deadline = System.nanoTime() + settings.drain().toNanos();
        boolean committing = true;
        boolean idle = false;
        while (!idle && deadline - System.nanoTime() > 0) {
            long step = Math.min(deadline - System.nanoTime(), DRAIN_STEP.toNanos());
            long until = System.nanoTime() + step;
            idle = true;
            for (Partition partition : leaving) {
                idle &= partition.awaitIdle(until);
            }
            committing = committing && commits.now(partitions, DRAIN_STEP);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            Partition known = partitions.remove(partition);
            if (known != null) {
                known.giveUp();
                companion.released(partition);
            }
        }
    }

    private static OptionalLong position(@Nullable OffsetAndMetadata committed) {
        return committed == null ? OptionalLong.empty() : CompanionPosition.read(committed.metadata());
    }

    private static Progress earlier(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
        if (committed == null) {
            return Progress.startingAt(0);
        }
        return CommitMetadata.read(committed.offset(), CompanionPosition.without(committed.metadata()))
                .orElseGet(() -> {
                    LOG.warn(
                            "{} the metadata of the commit at {} is not ours for this offset and is ignored: records completed"
                                    + " out of order may be handled again",
                            partition,
                            committed.offset());
                    return Progress.startingAt(committed.offset());
                });
    }
}
