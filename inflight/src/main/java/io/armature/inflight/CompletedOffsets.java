package io.armature.inflight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * What is done in one partition: the pure heart of acknowledging out of order. Not thread-safe; its owner holds a lock.
 *
 * <p>Only the offsets that are <em>not</em> done are kept, in the order they were polled, which is ascending: their
 * number is bounded by the window, however far a slow record falls behind. Offsets never polled (transaction markers,
 * compacted records) count as done.
 */
final class CompletedOffsets {
    private final SequencedSet<Long> notDone = new LinkedHashSet<>();
    private long next;

    /** @param committed where the group stands: nothing below it will be polled */
    CompletedOffsets(long committed) {
        this.next = committed;
    }

    /** A record was polled, and is to be handled. */
    void add(long offset) {
        skip(offset);
        notDone.add(offset);
    }

    /** A record was polled that an earlier owner had completed. */
    void skip(long offset) {
        if (offset < next) {
            throw new IllegalArgumentException("offset " + offset + " was polled after " + (next - 1));
        }
        next = offset + 1;
    }

    /** Polling goes on at this offset: what lies between the last record and it is no record. */
    void advance(long to) {
        next = Math.max(next, to);
    }

    /** A record is done; what was never added is ignored. */
    void done(long offset) {
        notDone.remove(offset);
    }

    /** Everything from here on was never polled. */
    long next() {
        return next;
    }

    /** Offsets between the slowest record and the newest polled. */
    long span() {
        return next - prefix();
    }

    /** What to commit now. */
    Progress progress() {
        return new Progress(prefix(), next, new ArrayList<>(notDone));
    }

    private long prefix() {
        return notDone.isEmpty() ? next : notDone.getFirst();
    }

    /**
     * Where a partition stands.
     *
     * @param prefix everything below is done: Kafka's committed offset
     * @param next everything from here on was never polled
     * @param notDone offsets in [prefix, next) that are not done, ascending; starts with the prefix, or is empty and
     *     the prefix is next
     */
    record Progress(long prefix, long next, List<Long> notDone) {
        Progress {
            notDone = List.copyOf(notDone);
            if (prefix != (notDone.isEmpty() ? next : notDone.getFirst())) {
                throw new IllegalArgumentException(
                        "the prefix is " + prefix + ", but the first not done is another, of " + notDone.size());
            }
        }

        static Progress startingAt(long offset) {
            return new Progress(offset, offset, List.of());
        }

        /** Offsets between the slowest record and the newest polled. */
        long span() {
            return next - prefix;
        }

        boolean isDone(long offset) {
            return offset < next && Collections.binarySearch(notDone, offset) < 0;
        }

        /** Knows of the first {@code count} open records only: what was done beyond them counts as never polled. */
        Progress forgettingAllBut(int count) {
            return count >= notDone.size()
                    ? this
                    : new Progress(prefix, count == 0 ? prefix : notDone.get(count), notDone.subList(0, count));
        }
    }
}
