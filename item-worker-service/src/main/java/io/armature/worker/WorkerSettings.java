package io.armature.worker;

import io.armature.inflight.InFlightSettings;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What this process works on.
 *
 * @param lanes which lanes it serves; each has a window of its own
 * @param window records in flight per lane, 1-500
 * @param drain longest to let calls in flight finish when the process stops or partitions move, 0 s to 5 min
 * @param reuseMemory most memory for answers that may be taken again, 1 MB to 1 GB; least used ones go first
 */
@ConfigurationProperties("armature.worker")
record WorkerSettings(
        @DefaultValue({"requested", "fallback"}) Set<Lane> lanes,
        @DefaultValue("256") int window,
        @DefaultValue("20s") Duration drain,
        @DefaultValue("32MB") DataSize reuseMemory) {
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

    /** Where items come from. */
    enum Lane {
        REQUESTED,
        FALLBACK
    }

    WorkerSettings {
        lanes = Set.copyOf(lanes);
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("armature.worker.lanes is empty; use requested, fallback or both");
        }
        if (window < 1 || window > InFlightSettings.MAX_WINDOW) {
            throw new IllegalArgumentException("armature.worker.window is " + window + "; use 1 to "
                    + InFlightSettings.MAX_WINDOW + " records per lane");
        }
        if (reuseMemory.compareTo(DataSize.ofMegabytes(1)) < 0 || reuseMemory.compareTo(DataSize.ofGigabytes(1)) > 0) {
            throw new IllegalArgumentException(
                    "armature.worker.reuse-memory is " + reuseMemory.toMegabytes() + "MB; use 1MB to 1GB");
        }
        if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
            throw new IllegalArgumentException("armature.worker.drain is " + drain.toSeconds() + " s; use 0s to "
                    + LONGEST_DRAIN.toMinutes() + "m");
        }
    }
}
