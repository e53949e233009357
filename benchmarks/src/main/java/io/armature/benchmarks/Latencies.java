package io.armature.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The steps of many jobs, side by side. */
final class Latencies {
    private final Map<String, List<Double>> steps = new LinkedHashMap<>();

    void add(OneJobTrace trace) {
        trace.steps()
                .forEach((step, millis) ->
                        steps.computeIfAbsent(step, s -> new ArrayList<>()).add(millis));
    }

    /** Median and worst of each step, milliseconds. */
    Map<String, Map<String, Double>> figures() {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        steps.forEach((step, millis) -> {
            Sample sample = Sample.of(millis);
            figures.put(step, Map.of("medianMs", sample.median(), "maxMs", sample.max()));
        });
        return figures;
    }

    void print(PrintStream out) {
        out.println();
        out.println(
                "Where the time of one job goes, ms from step to step (median, worst); the models' own time is left out:");
        out.println();
        figures()
                .forEach((step, ms) ->
                        out.printf(Locale.ROOT, "  %8.1f %8.1f  %s%n", ms.get("medianMs"), ms.get("maxMs"), step));
        out.printf(
                Locale.ROOT,
                "  %8.1f           sum of medians%n%n",
                figures().values().stream()
                        .mapToDouble(ms -> ms.getOrDefault("medianMs", 0.0))
                        .sum());
    }
}
