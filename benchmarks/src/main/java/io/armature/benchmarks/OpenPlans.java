package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.Requests;
import io.armature.cluster.Simulated;
import io.armature.cluster.SystemProcess;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Many plans that are open at the same time: one item of each needs the strong model, which is away until all plans
 * have everything else. So the assembler keeps as much as it ever has to of so many plans.
 */
final class OpenPlans {
    private static final int ITEMS = 20;
    private static final int WARM_UP = 50;
    private static final Faults CHEAP =
            Faults.NONE.withLatency(Latency.parse("lognormal(500ms, 0.6)")).withPoison("part-2");
    private static final Faults STRONG = Faults.NONE.withLatency(Latency.ofMillis(1_000));
    /** The blueprint's patience with a model that is away is ten minutes. */
    private static final Duration LONGEST_OPENING = Duration.ofMinutes(8);

    private static final Duration LONGEST_END = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Cluster cluster;
    private final PrintStream out;

    OpenPlans(Cluster cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
    }

    /** What came of it. */
    record Outcome(Tally tally, Row row) {}

    /** Memory of the assembler, MiB. */
    private record Memory(long resident, long heapAfterCollection, long stateStores) {
        static Memory of(SystemProcess assembler) throws InterruptedException {
            long resident = assembler.residentBytes() >> 20;
            assembler.diagnose("GC.run");
            return new Memory(
                    resident,
                    (long) assembler.metric("jvm_memory_used_bytes", "area=\"heap\"") >> 20,
                    (long) assembler.metric("armature_state_memory_bytes", "") >> 20);
        }

        String text() {
            return resident + " (heap after a collection " + heapAfterCollection + ", state stores " + stateStores
                    + ")";
        }
    }

    Outcome measure(int plans) throws InterruptedException {
        Memory before;
        Memory peak;
        Tally tally;
        try (Requests requests = new Requests(cluster.kafka());
                Ends ends = new Ends(cluster.kafka())) {
            strong(STRONG);
            Tally warm = ends.await(requests.submit(WARM_UP, ITEMS), LONGEST_END);
            if (!warm.isWell()) {
                throw new IllegalStateException("the plans of the warm-up did not end as they should: " + warm);
            }
            before = Memory.of(cluster.assembler());
            strong(STRONG.withOutage(true));
            cluster.models().reset();
            List<String> jobs = requests.submit(plans, ITEMS);
            requests.awaitPublished();
            awaitOpen(plans);
            peak = Memory.of(cluster.assembler());
            if (ends.ended() > WARM_UP || open() != plans) {
                throw new IllegalStateException("only " + open() + " of " + plans + " plans are open at the same time");
            }
            out.println(plans + " plans are open; the strong model is back");
            strong(STRONG);
            tally = ends.await(jobs, LONGEST_END);
        }
        Memory after = Memory.of(cluster.assembler());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("tally", tally);
        figures.put("beforeMiB", before);
        figures.put("peakMiB", peak);
        figures.put("afterMiB", after);
        return new Outcome(
                tally,
                new Row(
                        "plans open at the same time",
                        String.format(Locale.ROOT, "%,d plans x %d items, one item of each waiting", plans, ITEMS),
                        "each ends once, COMPLETE; memory of the assembler bounded by its caches",
                        tally.sentence() + "; assembler MiB resident before " + before.text() + ", all open "
                                + peak.text() + ", after " + after.text(),
                        Row.Verdict.of(tally.isWell()),
                        figures));
    }

    private void awaitOpen(int plans) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_OPENING.toNanos();
        long answers = plans * (long) ITEMS; // A skeleton, and every item but one, of each.
        while (open() < plans || good() < answers) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("after " + LONGEST_OPENING.toMinutes() + " minutes " + open() + " of "
                        + plans + " plans are open and " + good() + " of " + answers
                        + " calls answered; this machine is too slow for so many");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        Thread.sleep(BETWEEN_LOOKS.multipliedBy(4)); // The last answers are on their way to the assembler.
    }

    private int open() throws InterruptedException {
        return (int) cluster.assembler().metric("armature_plans_open", "");
    }

    private long good() throws InterruptedException {
        return cluster.models()
                .stats()
                .at("/models/" + Simulated.CHEAP.replace("/", "~1") + "/outcomes/good")
                .asLong();
    }

    private void strong(Faults faults) throws InterruptedException {
        cluster.models().behave(Map.of(Simulated.CHEAP, CHEAP, Simulated.STRONG, faults));
    }
}
