package io.armature.quickstart;

import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How far from the ideal one plan is: a skeleton of 800 ms and 21 items of 1,000 ms, submitted over HTTP, three item
 * workers, every service a process of its own. Prints the time from request to completion, as the assembler tells it,
 * over 1,800 ms; the first runs warm up and do not count.
 */
final class BurstMeasurement {
    private static final int WARM_UP = 8;
    private static final int RUNS = 15;
    private static final double IDEAL_MS = 1_800;

    private BurstMeasurement() {}

    /** Run in {@code system-tests}: {@code ../mvnw test-compile exec:java} or from an IDE. */
    public static void main(String... args) throws Exception {
        try (Cluster cluster = new Cluster(3)) {
            cluster.models(Map.of(
                    "*",
                    Faults.NONE
                            .withLatency(Latency.ofMillis(1_000))
                            .withLatency("burst--skeleton", Latency.ofMillis(800))));
            List<Double> ratios = new ArrayList<>();
            for (int run = 0; run < WARM_UP + RUNS; run++) {
                String job = cluster.client()
                        .submit("{\"blueprint\":\"burst\",\"input\":{\"items\":21,\"run\":\"" + run + "\"}}");
                cluster.client().follow(job, step -> {});
                JsonNode plan = cluster.client().status(job);
                double ratio = plan.path("elapsedMs").asDouble() / IDEAL_MS;
                if (run >= WARM_UP) {
                    ratios.add(ratio);
                }
                System.out.printf(
                        Locale.ROOT,
                        "run %d: %s %.0f ms, ratio %.3f%n",
                        run,
                        plan.path("outcome").asString(),
                        ratio * IDEAL_MS,
                        ratio);
            }
            Collections.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "ratio to the ideal of %.0f ms over %d runs: min %.3f, median %.3f, max %.3f%n",
                    IDEAL_MS,
                    RUNS,
                    ratios.getFirst(),
                    ratios.get(RUNS / 2),
                    ratios.getLast());
        }
    }
}
