package io.armature.planner.intake;

import java.util.Optional;

/** What intake of this process knows of jobs. */
public interface SeenJobs {
    /**
     * The {@link Fingerprint} of the first request of that id; empty when there was none, or when another process looks
     * after that id, or none does just now.
     */
    Optional<String> fingerprintOf(String jobId);
}
