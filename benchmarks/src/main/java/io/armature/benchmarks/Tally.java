package io.armature.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * How often the plans of a run ended.
 *
 * @param submitted plans asked for
 * @param once those that ended exactly once
 * @param never those that did not end
 * @param again those that ended more than once
 * @param incomplete ends that were not COMPLETE
 */
record Tally(int submitted, int once, int never, int again, int incomplete) {
    /** @param times how often each job ended; those of other runs do not count */
    static Tally of(Collection<String> submitted, Map<String, Integer> times, int incomplete) {
        int never = 0;
        int again = 0;
        for (String job : submitted) {
            int ended = times.getOrDefault(job, 0);
            never += ended == 0 ? 1 : 0;
            again += ended > 1 ? 1 : 0;
        }
        return new Tally(submitted.size(), submitted.size() - never - again, never, again, incomplete);
    }

    boolean isWell() {
        return once == submitted && incomplete == 0;
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "%,d submitted: %,d ended once, %,d never, %,d more than once; %,d not COMPLETE",
                submitted,
                once,
                never,
                again,
                incomplete);
    }
}
