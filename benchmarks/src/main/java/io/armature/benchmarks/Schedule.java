package io.armature.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What could have been done with the latencies that were drawn, at no cost of its own: all items can start when the
 * skeletons are there, so many at a time.
 *
 * @param itemMs in the order in which the items were begun
 */
record Schedule(double releasedMs, List<Double> itemMs, int places) {
    Schedule {
        itemMs = List.copyOf(itemMs);
        if (places < 1) {
            throw new IllegalArgumentException("at least one place, not " + places);
        }
    }

    /**
     * Milliseconds to the last answer when the longest items start first (Graham's LPT rule, which for many more items
     * than places is as good as the optimum to a fraction of a percent): it takes knowing every latency beforehand.
     */
    double longestFirstMs() {
        return makespan(itemMs.stream().sorted(Collections.reverseOrder()).toList());
    }

    /**
     * Milliseconds to the last answer when each free place takes the next item: the most that one who cannot know can
     * do.
     */
    double inOrderMs() {
        return makespan(itemMs);
    }

    private double makespan(List<Double> order) {
        PriorityQueue<Double> freeAt = new PriorityQueue<>(Collections.nCopies(places, releasedMs));
        double last = releasedMs;
        for (double item : order) {
            double end = freeAt.remove() + item;
            freeAt.add(end);
            last = Math.max(last, end);
        }
        return last;
    }
}
