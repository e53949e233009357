package io.armature.assembler.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a plan is on its longest way: items that wait for each other are done one after the other, step by step, and
 * a step is over when the longest chain of items that still wait has become shorter. A plan without dependencies is one
 * step. Sums only, so that the cost of a result does not grow with the number of items.
 *
 * @param waiting of the items that wait for others, how many begin a chain of one, two, three items …, up to
 *     {@value #MOST}; what is longer counts as that
 * @param began when the first step began: the skeleton had come
 * @param behind steps that are over
 * @param since when the step under way began
 * @param endedBefore items that had ended by then
 */
public record Steps(List<Integer> waiting, Instant began, int behind, Instant since, int endedBefore) {
    /** Longest chain that is told from longer ones. */
    static final int MOST = 100;

    public Steps {
        waiting = List.copyOf(waiting);
    }

    static Steps begun(Instant now) {
        return new Steps(List.of(), now, 0, now, 0);
    }

    /**
     * Items that wait from here on.
     *
     * @param chains of each of them, how many items there are in the longest chain that begins with it; at least 1
     */
    Steps holding(List<Integer> chains) {
        List<Integer> counts = new ArrayList<>();
        for (int chain : chains) {
            int place = place(chain);
            while (counts.size() <= place) {
                counts.add(0);
            }
            counts.set(place, counts.get(place) + 1);
        }
        return new Steps(counts, began, behind, since, endedBefore);
    }

    /**
     * An item waits no more.
     *
     * @param chain as it was told when it began to wait
     * @param ended items of the plan that have ended
     */
    Steps without(int chain, int ended, Instant now) {
        int place = place(chain);
        if (place >= waiting.size() || waiting.get(place) == 0) {
            return this;
        }
        List<Integer> counts = new ArrayList<>(waiting);
        counts.set(place, counts.get(place) - 1);
        while (!counts.isEmpty() && counts.getLast() == 0) {
            counts.removeLast();
        }
        if (counts.size() == waiting.size()) {
            return new Steps(counts, began, behind, since, endedBefore);
        }
        // What is skipped with a failure before it takes no time, and is no step.
        return new Steps(counts, began, now.isAfter(since) ? behind + 1 : behind, now, ended);
    }

    /** Steps that come after the one under way. */
    int ahead() {
        return waiting.size();
    }

    /**
     * Estimated time to the end: what is left of the step under way, and for each step ahead as long as one took in the
     * mean. Within a step, when d of n items side by side are done after t, the k-th is expected at the k/(n+1)
     * quantile of their durations; taking these as evenly spread, the last comes at t (n + 1) / (d + 1), so t (n - d) /
     * (d + 1) is left; as much is left when they are not all side by side, but end at an even rate. It is at least what
     * steps took in the mean, and one that takes longer than that as long as it is late. Empty while nothing is done.
     */
    Optional<Duration> left(ItemCounts items, Instant now) {
        double spent = millis(since, now);
        int running = Math.max(0, items.total() - items.waiting() - items.done());
        int ended = Math.max(0, items.done() - endedBefore);
        if (behind == 0 && ended == 0) {
            return Optional.empty();
        }
        double byRate = ended == 0 ? 0 : spent * running / (ended + 1);
        double byMean = behind == 0 ? 0 : Math.abs((double) millis(began, since) / behind - spent);
        double step = running == 0 ? 0 : Math.max(byRate, byMean);
        double mean = (millis(began, now) + step) / (behind + 1);
        return Optional.of(Duration.ofMillis(Math.round(step + ahead() * mean)));
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static int place(int chain) {
        return Math.min(chain, MOST) - 1;
    }
}
