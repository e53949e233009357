package io.armature.benchmarks;

import io.armature.benchmarks.Spending.Documents;
import io.armature.cluster.Cluster;
import io.armature.events.Mode;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;

/**
 * A cheap model that fails: how many plans succeed, and what they cost against the strong model alone. In two phases
 * and, without a target, in one call: there every item is as likely to be wrong, and one wrong item is a wrong
 * document.
 */
final class FailingModel {
    /** The strong model's price over the cheap one's, for prompts and for answers. */
    private static final BigDecimal PRICE_RATIO = new BigDecimal("12.5");

    private static final Faults FAULTLESS = Faults.NONE.withLatency(Latency.ofMillis(20));
    private static final Faults HARD = FAULTLESS.withPoison("part-3", "part-13");

    private final Cluster cluster;

    FailingModel(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Every call fails by chance. */
    Row independently(double chance, int items, int jobs, double success, double cost) throws InterruptedException {
        Documents documents = twoPhase(jobs, items);
        Spending spent = run(documents, failing(chance));
        double share = share(spent, documents);
        return row(
                of(chance),
                documents,
                String.format(Locale.ROOT, "success >= %.1f%%, cost <= %.0f%%", success * 100, cost * 100),
                spent,
                share,
                Row.Verdict.of(spent.complete() >= success && share <= cost && spent.billIsTrue()));
    }

    /** The same documents, each in one call. */
    Row independentlyInOneCall(double chance, int items, int jobs) throws InterruptedException {
        return stated(of(chance), singleCall(jobs, items), failing(chance));
    }

    /** One item in ten never succeeds on the cheap model. */
    Row onHardItems(int items, int jobs, double success) throws InterruptedException {
        Documents documents = twoPhase(jobs, items);
        Spending spent = run(documents, HARD);
        return row(
                hard(items),
                documents,
                String.format(Locale.ROOT, "success >= %.0f%%", success * 100),
                spent,
                share(spent, documents),
                Row.Verdict.of(spent.complete() >= success && spent.billIsTrue()));
    }

    /** The same documents, each in one call: the cheap model never gets one right. */
    Row onHardItemsInOneCall(int items, int jobs) throws InterruptedException {
        return stated(hard(items), singleCall(jobs, items), HARD);
    }

    private Row stated(String measure, Documents documents, Faults cheap) throws InterruptedException {
        Spending spent = run(documents, cheap);
        return row(
                measure,
                documents,
                "stated",
                spent,
                share(spent, documents),
                spent.billIsTrue() ? Row.Verdict.STATED : Row.Verdict.MISSED);
    }

    /** Two in five malformed, three in ten against the schema, three in ten against a rule. */
    private static Faults failing(double chance) {
        return FAULTLESS
                .withChance(Fault.MALFORMED, 0.4 * chance)
                .withChance(Fault.SCHEMA, 0.3 * chance)
                .withChance(Fault.RULE, 0.3 * chance);
    }

    private static Documents twoPhase(int jobs, int items) {
        return new Documents("burst", Mode.TWO_PHASE, jobs, items);
    }

    private static Documents singleCall(int jobs, int items) {
        return new Documents("burst-whole", Mode.SINGLE_CALL, jobs, items);
    }

    private Spending run(Documents documents, Faults cheap) throws InterruptedException {
        return Spending.of(cluster, documents, cheap, FAULTLESS, () -> {});
    }

    /** Of what the same plans would cost in the same mode on a strong model that never fails: its calls, its price. */
    private double share(Spending spent, Documents documents) throws InterruptedException {
        BigDecimal strongOnly = run(documents, FAULTLESS).counted().multiply(PRICE_RATIO);
        return spent.counted().divide(strongOnly, MathContext.DECIMAL64).doubleValue();
    }

    private static String of(double chance) {
        return String.format(Locale.ROOT, "%.0f%% of the cheap model's items are wrong, independently", chance * 100);
    }

    private static String hard(int items) {
        return "2 of " + items + " items always fail on the cheap model";
    }

    private static Row row(
            String measure, Documents documents, String target, Spending spent, double share, Row.Verdict verdict) {
        boolean oneCall = documents.mode() == Mode.SINGLE_CALL;
        double calls = (double) spent.calls() / documents.jobs();
        double dollars = spent.counted().doubleValue() / documents.jobs();
        return new Row(
                measure,
                documents.jobs() + " jobs x " + documents.items() + " items of 1 kB, "
                        + (oneCall ? "single call" : "two-phase, skeletons fail too"),
                target,
                String.format(
                        Locale.ROOT,
                        "success %.2f%%, cost %.1f%% of strong-only, %.2f calls and $%.6f a document; bills %s the"
                                + " simulator's count",
                        spent.complete() * 100,
                        share * 100,
                        calls,
                        dollars,
                        spent.billIsTrue() ? "equal" : "**differ from**"),
                verdict,
                Map.of(
                        "success",
                        spent.complete(),
                        "costOfStrongOnly",
                        share,
                        "callsPerDocument",
                        calls,
                        "dollarsPerDocument",
                        dollars,
                        "billedDollars",
                        spent.billed(),
                        "countedDollars",
                        spent.counted()));
    }
}
