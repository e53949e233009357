package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.Simulated;
import io.armature.cluster.Upstream;
import io.armature.events.Mode;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.simulator.Faults;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a number of plans came to.
 *
 * @param complete share of the plans that ended COMPLETE, 0 to 1
 * @param billed US dollars, the sum of the plans' bills
 * @param counted US dollars, as the simulator counted them
 * @param strong US dollars of that for the strong model
 * @param calls model calls, as the simulator counted them
 */
record Spending(double complete, BigDecimal billed, BigDecimal counted, BigDecimal strong, long calls) {
    private static final int BYTES = 1_000;

    /**
     * What is asked for.
     *
     * @param items parts of a document, of 1 kB each
     */
    record Documents(String blueprint, Mode mode, int jobs, int items) {
        /** The inputs of the plans: equal for equal documents, each another. */
        List<String> inputs() {
            return IntStream.range(0, jobs)
                    .mapToObj(job -> "{\"items\":" + items + ",\"bytes\":" + BYTES + ",\"run\":\"" + job + "\"}")
                    .toList();
        }
    }

    /** Something that happens while the plans are under way. */
    @FunctionalInterface
    interface Meanwhile {
        void happen() throws InterruptedException;
    }

    /** Equal jobs and items, equal prompts: two runs differ only in how the models behave. */
    static Spending of(Cluster cluster, Documents documents, Faults cheap, Faults strong, Meanwhile meanwhile)
            throws InterruptedException {
        cluster.models().behave(Map.of(Simulated.CHEAP, cheap, Simulated.STRONG, strong));
        cluster.models().reset();
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of())) {
            Instant sent = Instant.now();
            List<String> ids = upstream.submit(documents.blueprint(), documents.mode(), documents.inputs());
            meanwhile.happen();
            List<PlanCompleted> plans = upstream.awaitAnyEnd(ids, sent).ends().stream()
                    .map(seen -> (PlanCompleted) seen.event())
                    .toList();
            var stats = cluster.models().stats();
            return new Spending(
                    plans.stream()
                                    .filter(plan -> plan.getOutcome() == Outcome.COMPLETE)
                                    .count()
                            / (double) documents.jobs(),
                    plans.stream()
                            .map(plan -> plan.getBill().getTotal().getCost())
                            .reduce(BigDecimal.ZERO, BigDecimal::add),
                    stats.path("total").path("cost").decimalValue(),
                    stats.path("models").path(Simulated.STRONG).path("cost").decimalValue(BigDecimal.ZERO),
                    stats.path("total").path("calls").asLong(0));
        }
    }

    boolean billIsTrue() {
        return billed.compareTo(counted) == 0;
    }
}
