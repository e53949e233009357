package io.armature.inflight;

import io.armature.inflight.CompletedOffsets.Progress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** One assigned partition: what is in flight, what is done, what is committed. All methods are safe for any thread. */
final class Partition {
    private final CompletedOffsets offsets;
    private final long earlierNext;
    private final Set<Long> earlierNotDone;
    private final Map<Long, Thread> running = new HashMap<>();
    private Progress committed;
    private boolean starting = true;
    private boolean open = true;

    /** @param earlier what the last owner committed */
    Partition(Progress earlier) {
        this.offsets = new CompletedOffsets(earlier.prefix());
        this.earlierNext = earlier.next();
        this.earlierNotDone = new HashSet<>(earlier.notDone());
        this.committed = earlier;
    }

    /** What to do with a polled record. */
    enum Turn {
        FIRST,
        REDONE,
        COMPLETED_BEFORE
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

    /** The thread that handles a record announces itself, so that it can be interrupted; false when it is too late. */
    synchronized boolean started(long offset, Thread thread) {
        if (starting) {
            running.put(offset, thread);
        }
        return starting;
    }

    /** A record is done; false when the partition was given up before. */
    synchronized boolean done(long offset) {
        running.remove(offset);
        if (open) {
            offsets.done(offset);
        }
        notifyAll();
        return open;
    }

    /** A record will not be done by this owner. */
    synchronized void abandoned(long offset) {
        running.remove(offset);
        notifyAll();
    }

    /** From now on no record is started here; those in flight go on. */
    synchronized void startNoMore() {
        starting = false;
    }

    /** Waits until nothing is in flight, at most until the deadline ({@link System#nanoTime}). */
    synchronized void awaitIdle(long deadlineNanos) throws InterruptedException {
        long left = deadlineNanos - System.nanoTime();
        while (!running.isEmpty() && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = deadlineNanos - System.nanoTime();
        }
    }

    /** From now on nothing counts as done here; what still runs is interrupted. Returns how many records that were. */
    synchronized int giveUp() {
        starting = false;
        open = false;
        running.values().forEach(Thread::interrupt);
        return running.size();
    }

    /** What to commit, or null when nothing has changed since the last commit. */
    synchronized @Nullable OffsetAndMetadata toCommit() {
        Progress now = progress();
        return now.equals(committed) ? null : new OffsetAndMetadata(now.prefix(), CommitMetadata.write(now));
    }

    /** A commit went through; {@code offset} and metadata are those of {@link #toCommit}. */
    synchronized void committed(OffsetAndMetadata what) {
        committed = CommitMetadata.read(what.offset(), what.metadata()).orElse(Progress.startingAt(what.offset()));
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
        java.util.List<Long> notDone = new java.util.ArrayList<>(own.notDone());
        earlierNotDone.stream().filter(offset -> offset >= own.next()).sorted().forEach(notDone::add);
        long prefix = notDone.isEmpty() ? earlierNext : notDone.getFirst();
        return new Progress(prefix, earlierNext, notDone);
    }
}
