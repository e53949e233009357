package io.armature.planner.submission;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process has submitted of late, so that an id that is used twice is noticed before intake has seen the first
 * of the two. Bounded; thread-safe.
 */
final class RecentSubmissions {
    private static final int MOST = 10_000;

    private final Map<String, String> fingerprints = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /** Remembers the first of that id; gives the fingerprint of an earlier one. */
    synchronized Optional<String> remember(String jobId, String fingerprint) {
        return Optional.ofNullable(fingerprints.putIfAbsent(jobId, fingerprint));
    }

    /** Nobody knows whether it was submitted. */
    synchronized void forget(String jobId) {
        fingerprints.remove(jobId);
    }
}
