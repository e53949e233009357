package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.Requests;
import io.armature.cluster.SystemProcess;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same load for a long time: nothing may pile up, and every plan ends once. */
final class Soak {
    private static final int ITEMS = 20;
    /**
     * When so many plans are open no more are submitted until some have ended: the machine is too slow for the rate.
     */
    private static final int MOST_OPEN = 500;
    /** Below this much time a JVM still settles, and the samples say nothing of flatness. */
    private static final Duration SHORTEST = Duration.ofMinutes(15);

    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(30);
    private static final Duration LONGEST_END = Duration.ofMinutes(5);
    private static final String COLUMNS = "  MiB  live  thrd files  disk";

    private final Cluster cluster;
    private final Duration length;
    private final int itemsPerSecond;
    private final PrintStream out;
    private final Map<String, List<Body>> samples = new LinkedHashMap<>();

    Soak(Cluster cluster, Duration length, int itemsPerSecond, PrintStream out) {
        this.cluster = cluster;
        this.length = length;
        this.itemsPerSecond = itemsPerSecond;
        this.out = out;
    }

    /** What came of it; the plans first, then each process. */
    record Outcome(Tally tally, List<Row> rows) {}

    Outcome run() throws InterruptedException {
        cluster.models()
                .behave(Map.of(
                        "*",
                        Faults.NONE
                                .withLatency(Latency.parse("lognormal(500ms, 0.6)"))
                                .withLatency("burst--skeleton", Latency.ofMillis(OneJob.SKELETON_MS))));
        List<String> jobs = new ArrayList<>();
        double seconds;
        Tally tally;
        try (Requests requests = new Requests(cluster.kafka());
                Ends ends = new Ends(cluster.kafka())) {
            head();
            long begin = System.nanoTime();
            long pause = Duration.ofSeconds(1).toNanos() * ITEMS / itemsPerSecond;
            long nextSample = begin + BETWEEN_SAMPLES.toNanos();
            long next = begin;
            while (next - begin < length.toNanos()) {
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                while (jobs.size() - ends.ended() >= MOST_OPEN) {
                    Thread.sleep(10);
                }
                jobs.addAll(requests.submit(1, ITEMS));
                if (System.nanoTime() - nextSample >= 0) {
                    sample(Duration.ofNanos(System.nanoTime() - begin), jobs.size(), ends.ended());
                    nextSample += BETWEEN_SAMPLES.toNanos();
                }
                next = Math.max(
                        next + pause, System.nanoTime() - Duration.ofSeconds(1).toNanos());
            }
            seconds = (System.nanoTime() - begin) / 1e9;
            requests.awaitPublished();
            tally = ends.await(jobs, LONGEST_END);
        }
        List<Row> rows = new ArrayList<>();
        rows.add(plans(tally, seconds));
        samples.forEach((process, all) -> rows.add(memory(process, all)));
        return new Outcome(tally, rows);
    }

    private void head() {
        out.println(
                "Of each process: resident MiB, live heap MiB after the last full collection, threads, open files, disk MiB.");
        out.println("  minute   ended  open | "
                + processes()
                        .map(p -> String.format(Locale.ROOT, "%-29s", p.name()))
                        .collect(Collectors.joining(" | ")));
        out.println("                       | " + processes().map(p -> COLUMNS).collect(Collectors.joining(" | ")));
    }

    private void sample(Duration since, int submitted, int ended) throws InterruptedException {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%8.1f %7d %5d", since.toMillis() / 60_000.0, ended, submitted - ended));
        for (SystemProcess process : processes().toList()) {
            Body body = Body.of(cluster, process, cluster.services().contains(process));
            samples.computeIfAbsent(process.name(), p -> new ArrayList<>()).add(body);
            line.append(" | ").append(body.column());
        }
        out.println(line);
        out.flush();
        cluster.models().reset(); // Or the simulator would remember every prompt it was ever asked.
    }

    private Stream<SystemProcess> processes() {
        return Stream.concat(cluster.services().stream(), Stream.of(cluster.broker(), cluster.registry()));
    }

    private Row plans(Tally tally, double seconds) {
        double rate = tally.submitted() * ITEMS / seconds;
        return new Row(
                "plans of the soak",
                workload(rate),
                "each ends once, COMPLETE",
                tally.sentence(),
                Row.Verdict.of(tally.isWell()),
                Map.of("tally", tally, "itemsPerSecond", rate));
    }

    private String workload(double rate) {
        return String.format(
                Locale.ROOT,
                "%.0f min of plans of 20 items, %.0f items/s (asked for: %d), skeleton 800 ms, items lognormal (500 ms, 0.6)",
                length.toSeconds() / 60.0,
                rate,
                itemsPerSecond);
    }

    private Row memory(String process, List<Body> all) {
        boolean service = cluster.services().stream().anyMatch(one -> one.name().equals(process));
        Flatness resident = flatness(all, Body::resident);
        Body first = all.getFirst();
        Body last = all.getLast();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("middleThirdMiB", resident.middle());
        figures.put("lastThirdMiB", resident.last());
        figures.put("growth", resident.growth());
        figures.put("samples", all);
        return new Row(
                "memory of the " + process + ", resident",
                "same",
                service ? "last third <= 1.05 x middle third" : "stated",
                String.format(
                        Locale.ROOT,
                        "MiB %d at first, %.0f middle third, %.0f last third (%+.1f%%); live heap %d to %d MiB, threads"
                                + " %.0f to %.0f, files %.0f to %.0f, disk %d to %d MiB",
                        first.resident(),
                        resident.middle(),
                        resident.last(),
                        resident.growth() * 100,
                        first.live(),
                        last.live(),
                        flatness(all, Body::threads).middle(),
                        flatness(all, Body::threads).last(),
                        flatness(all, Body::files).middle(),
                        flatness(all, Body::files).last(),
                        first.disk(),
                        last.disk()),
                service && length.compareTo(SHORTEST) >= 0 ? Row.Verdict.of(resident.isFlat()) : Row.Verdict.STATED,
                figures);
    }

    private static Flatness flatness(List<Body> all, ToDoubleFunction<Body> figure) {
        return Flatness.of(all.stream().map(figure::applyAsDouble).toList());
    }
}
