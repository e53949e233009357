package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;

/** A cheap model that fails: how many plans succeed, and what they cost against the strong model alone. */
final class FailingModel {
    /** The strong model's price over the cheap one's, for prompts and for answers. */
    private static final BigDecimal PRICE_RATIO = new BigDecimal("12.5");

    private static final Faults FAULTLESS = Faults.NONE.withLatency(Latency.ofMillis(20));

    private final Cluster cluster;

    FailingModel(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Every call fails by chance: two in five malformed, three in ten against the schema, three in ten against a rule.
     */
    Row independently(double chance, int items, int jobs, double success, double cost) throws InterruptedException {
        Faults cheap = FAULTLESS
                .withChance(Fault.MALFORMED, 0.4 * chance)
                .withChance(Fault.SCHEMA, 0.3 * chance)
                .withChance(Fault.RULE, 0.3 * chance);
        Spending spent = run(jobs, items, cheap);
        double share = share(spent, jobs, items);
        return row(
                String.format(Locale.ROOT, "%.0f%% of the cheap model's calls fail, independently", chance * 100),
                items,
                jobs,
                String.format(Locale.ROOT, "success >= %.1f%%, cost <= %.0f%%", success * 100, cost * 100),
                spent,
                share,
                spent.complete() >= success && share <= cost && spent.billIsTrue());
    }

    /** One item in ten never succeeds on the cheap model. */
    Row onHardItems(int items, int jobs, double success) throws InterruptedException {
        Faults cheap = FAULTLESS.withPoison("part-3", "part-13");
        Spending spent = run(jobs, items, cheap);
        return row(
                "2 of 21 items always fail on the cheap model",
                items,
                jobs,
                String.format(Locale.ROOT, "success >= %.0f%%", success * 100),
                spent,
                share(spent, jobs, items),
                spent.complete() >= success && spent.billIsTrue());
    }

    private Spending run(int jobs, int items, Faults cheap) throws InterruptedException {
        return Spending.of(cluster, jobs, items, cheap, FAULTLESS, () -> {});
    }

    /** Of what the same plans would cost on a strong model that never fails: the same calls at its price. */
    private double share(Spending spent, int jobs, int items) throws InterruptedException {
        BigDecimal strongOnly = run(jobs, items, FAULTLESS).counted().multiply(PRICE_RATIO);
        return spent.counted().divide(strongOnly, MathContext.DECIMAL64).doubleValue();
    }

    private static Row row(
            String measure, int items, int jobs, String target, Spending spent, double share, boolean met) {
        return new Row(
                measure,
                jobs + " jobs x " + items + " items of 1 kB, skeletons too",
                target,
                String.format(
                        Locale.ROOT,
                        "success %.2f%%, cost %.1f%% of strong-only; bills %s the simulator's count",
                        spent.complete() * 100,
                        share * 100,
                        spent.billIsTrue() ? "equal" : "**differ from**"),
                Row.Verdict.of(met),
                Map.of(
                        "success",
                        spent.complete(),
                        "costOfStrongOnly",
                        share,
                        "billedDollars",
                        spent.billed(),
                        "countedDollars",
                        spent.counted()));
    }
}
