package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.Simulated;
import io.armature.events.Mode;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The cheap provider throttles, goes away and comes back: work waits, and the dear one is not flooded. */
final class Outage {
    private static final int JOBS = 50;
    private static final int ITEMS = 20;
    private static final Spending.Documents PLANS = new Spending.Documents("burst", Mode.TWO_PHASE, JOBS, ITEMS);
    private static final Duration BURST = Duration.ofSeconds(2);
    private static final BigDecimal MOST = new BigDecimal("1.1");
    private static final Faults STRONG = Faults.NONE.withLatency(Latency.parse("lognormal(500ms, 0.6)"));
    /** Some items need the strong model in any case, or there would be nothing to compare with. */
    private static final Faults CHEAP = STRONG.withChance(Fault.MALFORMED, 0.1).withChance(Fault.RULE, 0.1);

    private final Cluster cluster;

    Outage(Cluster cluster) {
        this.cluster = cluster;
    }

    Row measure(Duration outage) throws InterruptedException {
        Spending calm = Spending.of(cluster, PLANS, CHEAP, STRONG, () -> {});
        Spending disturbed = Spending.of(cluster, PLANS, CHEAP, STRONG, () -> {
            Thread.sleep(BURST);
            cheap(CHEAP.withOutage(true));
            Thread.sleep(outage);
            for (int burst = 0; burst < 2; burst++) {
                cheap(CHEAP.withChance(Fault.THROTTLED, 0.5));
                Thread.sleep(BURST);
                cheap(CHEAP);
                Thread.sleep(BURST);
            }
        });
        boolean within = disturbed.strong().compareTo(calm.strong().multiply(MOST)) <= 0;
        double ratio = disturbed.strong().doubleValue() / calm.strong().doubleValue();
        return new Row(
                "bursts of 429 and an outage of " + outage.toSeconds() + " s of the cheap provider",
                JOBS + " jobs x " + ITEMS + " items, 20% of the cheap model's calls fail",
                "100% done later; strong-tier spend <= 1.1 x the calm run",
                String.format(
                        Locale.ROOT,
                        "success %.1f%% (calm %.1f%%), strong-tier spend %.2f x; bills %s the simulator's count",
                        disturbed.complete() * 100,
                        calm.complete() * 100,
                        ratio,
                        disturbed.billIsTrue() ? "equal" : "**differ from**"),
                Row.Verdict.of(disturbed.complete() == 1 && within && disturbed.billIsTrue()),
                Map.of("success", disturbed.complete(), "strongSpendRatio", ratio));
    }

    private void cheap(Faults faults) throws InterruptedException {
        cluster.models().behave(Map.of(Simulated.CHEAP, faults, Simulated.STRONG, STRONG));
    }
}
