package io.armature.backbone.answers;

import io.armature.events.AnswerRecorded;
import io.armature.inflight.Companion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/**
 * What is known of the answers for one assigned partition's records, and from where their topic must be read again.
 * Safe for any thread.
 */
final class HeldPartition {
    /**
     * One record's answers.
     *
     * @param from offset on the answers topic that the first of them is not before
     */
    private record Work(long from, List<AnswerRecorded> answers) {}

    private final Companion.Start start;
    private final Map<Long, Work> open = new HashMap<>();
    private final CountDownLatch read = new CountDownLatch(1);
    private long end;
    private volatile boolean released;

    HeldPartition(Companion.Start start) {
        this.start = start;
    }

    /** From where the topic of answers must be read. */
    OptionalLong start() {
        return start.position();
    }

    /** An entry was read that an owner before had written; what was done by then is of no use. */
    synchronized void found(AnswerRecorded entry, long at) {
        if (!start.done().test(entry.getOffset())) {
            open.computeIfAbsent(entry.getOffset(), offset -> new Work(at, new ArrayList<>()))
                    .answers()
                    .add(entry);
        }
    }

    /** Reading failed and begins anew. */
    synchronized void forget() {
        open.clear();
    }

    /** Everything was read that stood on the topic before this offset. */
    void readTo(long offset) {
        synchronized (this) {
            end = Math.max(end, offset);
        }
        read.countDown();
    }

    /**
     * The record's entries so far; waits until those of owners before were read.
     *
     * @throws InterruptedException also when the partition is taken away meanwhile
     */
    List<AnswerRecorded> of(long offset) throws InterruptedException {
        read.await();
        if (released) {
            throw new InterruptedException("the partition was taken away");
        }
        synchronized (this) {
            Work work = open.get(offset);
            return work == null ? List.of() : List.copyOf(work.answers());
        }
    }

    /** An entry is about to be written: from now on the topic must be read from here for it. */
    synchronized void writing(long recordOffset) {
        open.computeIfAbsent(recordOffset, offset -> new Work(end, new ArrayList<>()));
    }

    /** The entry was written there. */
    synchronized void written(AnswerRecorded entry, long at) {
        end = Math.max(end, at + 1);
        Work work = open.get(entry.getOffset());
        if (work != null) {
            work.answers().add(entry);
        }
    }

    synchronized void done(long recordOffset) {
        open.remove(recordOffset);
    }

    /** See {@link Companion#position}. Asked at each commit: no streams here. */
    synchronized OptionalLong position() {
        if (read.getCount() > 0) {
            return start.position();
        }
        long position = end;
        for (Work work : open.values()) {
            position = Math.min(position, work.from());
        }
        return OptionalLong.of(position);
    }

    /** The partition is somebody else's; its answers need not be read any more. */
    void release() {
        released = true;
        read.countDown();
    }

    boolean isReleased() {
        return released;
    }
}
