package io.armature.inflight;

import io.armature.inflight.CompletedOffsets.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One assigned partition: what is in flight, what is done, what is committed. All methods are safe for any thread. */
final class Partition {
    private final TopicPartition name;
    private final Companion companion;
    private final CompletedOffsets offsets;
    private final long earlierNext;
    private final Set<Long> earlierNotDone;
    private final Map<Long, Thread> running = new HashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private Progress committed;
    private Progress offered;
    private @Nullable OffsetAndMetadata offer;
    private boolean open = true;

    /**
     * @param earlier what the last owner committed
     * @param companion where handlers keep what they need again
     */
    Partition(TopicPartition name, Progress earlier, Companion companion) {
        this.name = name;
        this.companion = companion;
        this.offsets = new CompletedOffsets(earlier.prefix());
        this.earlierNext = earlier.next();
        this.earlierNotDone = new HashSet<>(earlier.notDone());
        this.committed = earlier;
        this.offered = earlier;
    }

    /** What to do with a polled record. */
    enum Turn {
        FIRST,
        REDONE,
        COMPLETED_BEFORE
    }

    /** True when a later offset was polled already: the log is not the one it was. */
    synchronized boolean isPast(long offset) {
        return offset < offsets.next();
    }

    synchronized Turn polled(ConsumerRecord<?, ?> record) {
        if (record.offset() >= earlierNext) {
            offsets.add(record.offset());
            return Turn.FIRST;
        }
        if (earlierNotDone.remove(record.offset())) {
            offsets.add(record.offset());
            return Turn.REDONE;
        }
        offsets.skip(record.offset());
        return Turn.COMPLETED_BEFORE;
    }

    /** Polling goes on at this offset, beyond the last record when transaction markers follow it. */
    synchronized void pollsNext(long offset) {
        offsets.advance(offset);
    }

    /** The thread that handles a record announces itself, so that it can be interrupted; false when it is too late. */
    synchronized boolean started(long offset, Thread thread) {
        boolean starting = ending.getCount() > 0;
        if (starting) {
            running.put(offset, thread);
        }
        return starting;
    }

    /** A record is done; false when the partition was given up before. */
    boolean done(long offset) {
        synchronized (this) {
            if (!open) {
                return false;
            }
            offsets.done(offset);
        }
        companion.done(name, offset);
        return true;
    }

    /** A thread that {@link #started} ends, whatever came of its record. */
    synchronized void left(long offset) {
        running.remove(offset);
        notifyAll();
    }

    /** Waits before a record is handled again; a record that waits does not hold up the end of the partition. */
    void rest(Duration delay) throws InterruptedException {
        if (ending.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the partition is being given back");
        }
    }

    /** While this is true nobody else handles its records, and no thread of it was interrupted. */
    synchronized boolean isOpen() {
        return open;
    }

    /** From now on no record is started here; those being handled go on. */
    synchronized void startNoMore() {
        ending.countDown();
    }

    /** Waits until nothing is being handled, at most until {@code untilNanos} ({@link System#nanoTime}). */
    synchronized boolean awaitIdle(long untilNanos) throws InterruptedException {
        long left = untilNanos - System.nanoTime();
        while (!running.isEmpty() && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = untilNanos - System.nanoTime();
        }
        return running.isEmpty();
    }

    /** From now on nothing counts as done here; what still runs is interrupted. Returns how many records that were. */
    synchronized int giveUp() {
        ending.countDown();
        open = false;
        running.values().forEach(Thread::interrupt);
        return running.size();
    }

    /**
     * What to commit, or null when nothing has changed since the last commit.
     *
     * @param mostCharacters that fit into the commit's metadata
     */
    synchronized @Nullable OffsetAndMetadata toCommit(int mostCharacters) {
        // Asked first: what it counts no more was done before, and is so in the progress.
        OptionalLong position = companion.position(name);
        Progress now = progress();
        if (now.equals(committed)) {
            return null;
        }
        offered = now;
        offer = new OffsetAndMetadata(now.prefix(), CompanionPosition.write(now, position, mostCharacters));
        return offer;
    }

    /** A commit went through: what {@link #toCommit} gave, or an older one, which changes nothing. */
    synchronized void committed(OffsetAndMetadata what) {
        if (what.equals(offer)) {
            committed = offered;
        }
    }

    synchronized long span() {
        return offsets.span();
    }

    /** Until the earlier owner's records were all polled again, what it had completed beyond stays in the commit. */
    private Progress progress() {
        Progress own = offsets.progress();
        if (own.next() >= earlierNext) {
            return own;
        }
        List<Long> notDone = new ArrayList<>(own.notDone());
        earlierNotDone.stream().filter(offset -> offset >= own.next()).sorted().forEach(notDone::add);
        long prefix = notDone.isEmpty() ? earlierNext : notDone.getFirst();
        return new Progress(prefix, earlierNext, notDone);
    }
}
