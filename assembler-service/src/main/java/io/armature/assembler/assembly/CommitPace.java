package io.armature.assembler.assembly;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * When the end of a plan is committed. At once when it comes alone; ends that follow each other closely share a commit,
 * since a commit is one transaction over all partitions of its thread, whatever has changed in them. One for each
 * thread, used by it alone.
 */
final class CommitPace {
    /** At most twenty such commits in a second; what waits longest waits for the commit interval. */
    static final Duration BETWEEN = Duration.ofMillis(50);

    private long lastMs = Long.MIN_VALUE / 2;
    private boolean owed;

    /** One for each thread that asks. */
    static Supplier<CommitPace> ofThread() {
        ThreadLocal<CommitPace> paces = ThreadLocal.withInitial(CommitPace::new);
        return paces::get;
    }

    /** A plan has ended: a commit is owed. */
    void owe() {
        owed = true;
    }

    /** Whether to commit now; asked after each event. */
    boolean isDue(long nowMs) {
        boolean due = owed && nowMs - lastMs >= BETWEEN.toMillis();
        if (due) {
            owed = false;
            lastMs = nowMs;
        }
        return due;
    }
}
