package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.Upstream;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.topics.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One plan alone: a skeleton of 800 ms and 21 items of 1,000 ms, over the topics. */
final class OneJob {
    static final int SKELETON_MS = 800;
    static final int ITEM_MS = 1_000;
    static final int ITEMS = 21;
    private static final double IDEAL_MS = SKELETON_MS + ITEM_MS;
    private static final double ONE_AFTER_ANOTHER_MS = SKELETON_MS + ITEMS * (double) ITEM_MS;
    private static final String WORKLOAD = "1 job, skeleton 800 ms, 21 x 1,000 ms, warm";

    private final Cluster cluster;

    OneJob(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param warmUp runs before those that count */
    List<Row> measure(int warmUp, int runs, Latencies latencies) throws InterruptedException {
        cluster.models()
                .behave(Map.of(
                        "*",
                        Faults.NONE
                                .withLatency(Latency.ofMillis(ITEM_MS))
                                .withLatency("burst--skeleton", Latency.ofMillis(SKELETON_MS))));
        List<Double> millis = new ArrayList<>();
        List<Double> overheads = new ArrayList<>();
        try (Upstream upstream = new Upstream(cluster.kafka(), EnumSet.allOf(Topic.class))) {
            for (int run = -warmUp; run < runs; run++) {
                cluster.models().reset();
                Upstream.Batch batch = upstream.run(1, ITEMS);
                if (run >= 0) {
                    millis.add(batch.millis());
                    OneJobTrace trace = OneJobTrace.of(
                            batch,
                            new JobEvents(upstream.watch().of(batch.jobs().getFirst())),
                            cluster.models().calls());
                    latencies.add(trace);
                    overheads.addAll(trace.itemOverheads());
                }
                upstream.watch().forget();
            }
        }
        return List.of(ideal(Sample.of(millis)), speedUp(Sample.of(millis)), overhead(Sample.of(overheads)));
    }

    private static Row ideal(Sample millis) {
        double median = millis.median() / IDEAL_MS;
        double p95 = millis.percentile(95) / IDEAL_MS;
        return new Row(
                "time / ideal",
                WORKLOAD,
                "<= 1.03 median, <= 1.06 p95",
                String.format(
                        Locale.ROOT,
                        "%.3f median, %.3f p95 (%.0f ms above 1,800; %d runs)",
                        median,
                        p95,
                        millis.median() - IDEAL_MS,
                        millis.count()),
                Row.Verdict.of(median <= 1.03 && p95 <= 1.06),
                Map.of("medianRatio", median, "p95Ratio", p95, "medianMs", millis.median(), "runs", millis.count()));
    }

    private static Row speedUp(Sample millis) {
        double ideal = ONE_AFTER_ANOTHER_MS / IDEAL_MS;
        double speedUp = ONE_AFTER_ANOTHER_MS / millis.median();
        return new Row(
                "speed-up over one after another",
                "same",
                ">= 0.9 of the ideal",
                String.format(Locale.ROOT, "%.1fx, %.2f of the ideal %.1fx", speedUp, speedUp / ideal, ideal),
                Row.Verdict.of(speedUp >= 0.9 * ideal),
                Map.of("speedUp", speedUp, "ofIdeal", speedUp / ideal));
    }

    private static Row overhead(Sample millis) {
        return new Row(
                "overhead per item: request written to call started, and answer received to result written",
                "same, unsaturated",
                "<= 10 ms median, <= 25 ms p99",
                String.format(
                        Locale.ROOT,
                        "%.1f ms median, %.1f ms p99 (%d items)",
                        millis.median(),
                        millis.percentile(99),
                        millis.count()),
                Row.Verdict.of(millis.median() <= 10 && millis.percentile(99) <= 25),
                Map.of("medianMs", millis.median(), "p99Ms", millis.percentile(99), "items", millis.count()));
    }
}
