package io.armature.quickstart;

import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How near a {@code code-project} comes to the critical path of its steps. The models take what the steps took in the
 * log of the system that it comes from (165 s one after another), in a tenth of the time. Arguments: runs (5), divisor
 * (10).
 */
final class CriticalPathMeasurement {
    /** Seconds. */
    private static final Map<String, Integer> STEPS = new LinkedHashMap<>();

    /** The longest way through the dependencies of the blueprint. */
    private static final String[] LONGEST = {
        "skeleton", "database", "backend-models", "backend-routes", "frontend-pages", "configuration"
    };

    static {
        STEPS.put("skeleton", 10);
        STEPS.put("database", 10);
        STEPS.put("backend-core", 10);
        STEPS.put("backend-models", 15);
        STEPS.put("backend-routes", 20);
        STEPS.put("backend-middleware", 15);
        STEPS.put("frontend-setup", 15);
        STEPS.put("frontend-core", 15);
        STEPS.put("frontend-pages", 20);
        STEPS.put("frontend-components", 20);
        STEPS.put("configuration", 15);
    }

    private CriticalPathMeasurement() {}

    /** Prints each run's time as a ratio to the critical path, and to the steps one after another. */
    public static void main(String... args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int divisor = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        Faults log = Faults.NONE;
        for (var step : STEPS.entrySet()) {
            log = log.withLatency(
                    "code-project--" + step.getKey(), Latency.ofMillis(1_000L * step.getValue() / divisor));
        }
        long path = 1_000L * Arrays.stream(LONGEST).mapToInt(STEPS::get).sum() / divisor;
        long all = 1_000L * STEPS.values().stream().mapToInt(seconds -> seconds).sum() / divisor;
        String request = Files.readString(Path.of("..", "examples", "code-project", "car-management.json"));
        try (Cluster cluster = new Cluster(1)) {
            cluster.models(Map.of("*", log));
            cluster.client().follow(cluster.client().submit(request), step -> {}); // to warm up
            for (int run = 1; run <= runs; run++) {
                JsonNode plan = cluster.client().follow(cluster.client().submit(request), step -> {});
                long took = plan.path("elapsedMs").asLong(0);
                System.out.printf(
                        Locale.ROOT,
                        "run %d: %s in %d ms, critical path %d ms (ratio %.3f), one after another %d ms (ratio %.3f)%n",
                        run,
                        plan.path("outcome").asString(""),
                        took,
                        path,
                        (double) took / path,
                        all,
                        (double) took / all);
            }
        }
    }
}
