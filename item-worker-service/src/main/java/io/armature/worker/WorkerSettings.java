package io.armature.worker;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What this process works on.
 *
 * @param lanes which lanes it serves; each has a window of its own
 * @param window records in flight per lane, 1-500
 * @param drain longest to let calls in flight finish when the process stops or partitions move
 */
@ConfigurationProperties("armature.worker")
record WorkerSettings(Set<Lane> lanes, int window, Duration drain) {
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
    }
}
