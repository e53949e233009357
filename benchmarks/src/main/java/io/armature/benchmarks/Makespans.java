package io.armature.benchmarks;

import io.armature.simulator.Stats.OneCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long rounds took, against what could have been done with their latencies. */
final class Makespans {
    private final int places;
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> inOrder = new ArrayList<>();
    private final List<Double> price = new ArrayList<>();

    /** @param places items in flight in all */
    Makespans(int places) {
        this.places = places;
    }

    /** @param calls of the round, in the order in which they arrived */
    void add(double took, List<OneCall> calls) {
        // Of each item its first call: what a kill repeats is not part of the ideal.
        Map<String, Double> items = new LinkedHashMap<>();
        calls.stream()
                .filter(call -> !call.item().equals("skeleton"))
                .forEach(call -> items.putIfAbsent(call.promptHash(), call.latencyMs()));
        Schedule schedule = new Schedule(OneJob.SKELETON_MS, List.copyOf(items.values()), places);
        millis.add(took);
        ratios.add(took / schedule.longestFirstMs());
        inOrder.add(took / schedule.inOrderMs());
        price.add(schedule.inOrderMs() / schedule.longestFirstMs());
    }

    /** Median against the longest first. */
    double ratio() {
        return Sample.of(ratios).median();
    }

    /** Median against the same items in the same order. */
    double ratioInOrder() {
        return Sample.of(inOrder).median();
    }

    String againstLongestFirst() {
        return told(ratios)
                + String.format(Locale.ROOT, ", %.0f ms", Sample.of(millis).median());
    }

    String againstInOrder() {
        return told(inOrder)
                + String.format(
                        Locale.ROOT,
                        "; that best is itself %.2f of the ideal",
                        Sample.of(price).median());
    }

    Map<String, Object> figures() {
        return Map.of(
                "medianRatio", ratio(),
                "medianRatioInOrder", ratioInOrder(),
                "inOrderToIdeal", price,
                "rounds", ratios,
                "medianMs", Sample.of(millis).median());
    }

    private static String told(List<Double> figures) {
        Sample sample = Sample.of(figures);
        return String.format(
                Locale.ROOT,
                "%.3f median of %d (%.2f to %.2f)",
                sample.median(),
                sample.count(),
                sample.min(),
                sample.max());
    }
}
