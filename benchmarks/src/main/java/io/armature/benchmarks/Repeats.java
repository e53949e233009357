package io.armature.benchmarks;

import io.armature.simulator.Stats.OneCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prompts that were asked more than once, though no answer was at fault.
 *
 * @param inFlight those whose first call was under way at the kill, or its answer on its way into the log
 * @param completed those whose first call had been answered, and heard, half a second before: paid for twice
 */
record Repeats(int inFlight, int completed) {
    private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

    static Repeats of(List<OneCall> calls, Instant killed) {
        Map<String, List<OneCall>> byPrompt = calls.stream().collect(Collectors.groupingBy(OneCall::promptHash));
        int inFlight = 0;
        int completed = 0;
        for (List<OneCall> same : byPrompt.values()) {
            if (same.size() > 1) {
                OneCall first = same.getFirst();
                Instant answered = first.arrived().plus(Duration.ofNanos((long) (first.latencyMs() * 1e6)));
                if (first.heard() && answered.plus(ON_ITS_WAY).isBefore(killed)) {
                    completed++;
                } else {
                    inFlight++;
                }
            }
        }
        return new Repeats(inFlight, completed);
    }
}
