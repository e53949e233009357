package io.armature.assembler.assembly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often the progress of a plan is told: its first steps at once, then so many in a second, so that a plan of
 * thousands of items does not write as many events about them again. What was held back is told as the plan's newest
 * state. A leaky bucket as in ITU-T I.371 (GCRA), one number for each plan that has moved lately; kept in memory only,
 * since after a restart the next step tells all.
 */
final class ProgressPace {
    /** Steps of one plan that are told at once; most plans have fewer. */
    static final int AT_ONCE = 50;

    private static final long MILLIS = 1_000;

    private final long between;
    /** When, in milliseconds of the epoch, the bucket of a plan will have run empty. */
    private final Map<String, Long> emptyAt = new HashMap<>();

    private final Set<String> held = new HashSet<>();

    ProgressPace(int perSecond) {
        between = Math.max(1, MILLIS / perSecond);
    }

    /** Whether a step of a plan is to be told now. If not, {@link #due} gives the plan later. */
    boolean mayTell(String jobId, Instant now) {
        long at = now.toEpochMilli();
        long next = Math.max(emptyAt.getOrDefault(jobId, at), at) + between;
        if (next - at > AT_ONCE * between) {
            held.add(jobId);
            return false;
        }
        emptyAt.put(jobId, next);
        held.remove(jobId);
        return true;
    }

    /** Plans of which something was held back, and that may tell it now. */
    List<String> due(Instant now) {
        emptyAt.values().removeIf(at -> at <= now.toEpochMilli());
        List<String> due = new ArrayList<>(held);
        held.clear();
        return due;
    }

    /** The plan has ended: nothing is to be told of it any more. */
    void forget(String jobId) {
        emptyAt.remove(jobId);
        held.remove(jobId);
    }
}
