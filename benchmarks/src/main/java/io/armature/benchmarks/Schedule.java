package io.armature.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The best that could have been done with the latencies that were drawn: all items can start when the skeletons are
 * there, so many at a time, the longest first (Graham's LPT rule, which for many more items than places is as good as
 * the optimum to a fraction of a percent).
 */
record Schedule(double releasedMs, List<Double> itemMs, int places) {
    Schedule {
        itemMs = List.copyOf(itemMs);
        if (places < 1) {
            throw new IllegalArgumentException("at least one place, not " + places);
        }
    }

    /** Milliseconds from the start to the last answer. */
    double makespanMs() {
        PriorityQueue<Double> freeAt = new PriorityQueue<>(Collections.nCopies(places, releasedMs));
        double last = releasedMs;
        for (double item : itemMs.stream().sorted(Collections.reverseOrder()).toList()) {
            double end = freeAt.remove() + item;
            freeAt.add(end);
            last = Math.max(last, end);
        }
        return last;
    }
}
