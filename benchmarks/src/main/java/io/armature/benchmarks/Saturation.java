package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.SystemProcess;
import io.armature.cluster.Upstream;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** As many items as the machine carries: models that answer in 0 to 5 ms. */
final class Saturation {
    private static final int ITEMS = 20;
    private static final double QUIET_MACHINE = 2_000;
    private static final double BUSY_MACHINE = 1_200;
    private static final double MOST_CPU = 0.8;

    private final Cluster cluster;

    Saturation(Cluster cluster) {
        this.cluster = cluster;
    }

    /** CPU seconds of every process but the model provider and this one, by name. */
    Map<String, Double> cpu() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        Stream.concat(cluster.services().stream(), Stream.of(cluster.broker(), cluster.registry()))
                .forEach(process -> seconds.merge(kind(process), process.cpu().toNanos() / 1e9, Double::sum));
        return seconds;
    }

    /** CPU seconds of the JVMs' compilers: what of the whole is warming up, and not work on items. */
    private double compilers() {
        return Stream.concat(cluster.services().stream(), Stream.of(cluster.broker(), cluster.registry()))
                .flatMap(process -> process.cpuByThread().entrySet().stream())
                .filter(thread -> thread.getKey().matches("C[12] Comp.*"))
                .mapToDouble(thread -> thread.getValue().toMillis() / 1e3)
                .sum();
    }

    /** Runs without measuring, so that the JVMs have compiled what is hot. */
    void warmUp(int rounds, int jobs) throws InterruptedException {
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of())) {
            for (int round = 0; round < rounds; round++) {
                prepare();
                upstream.run(jobs, ITEMS);
                upstream.watch().forget();
            }
        }
    }

    /** @param quiet whether the machine did little else before */
    List<Row> measure(int rounds, int jobs, boolean quiet) throws InterruptedException {
        List<Double> perSecond = new ArrayList<>();
        List<Double> cpuPerThousand = new ArrayList<>();
        List<Double> compiling = new ArrayList<>();
        Map<String, List<Double>> cpuByProcess = new LinkedHashMap<>();
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of())) {
            for (int round = 0; round < rounds; round++) {
                prepare();
                Map<String, Double> before = cpu();
                double compiledBefore = compilers();
                Upstream.Batch batch = upstream.run(jobs, ITEMS);
                Map<String, Double> after = cpu();
                compiling.add(Math.max(0, compilers() - compiledBefore) / (jobs * ITEMS / 1_000.0));
                upstream.watch().forget();
                perSecond.add(jobs * ITEMS / (batch.millis() / 1_000));
                double all = 0;
                for (String process : after.keySet()) {
                    double each = (after.getOrDefault(process, 0.0) - before.getOrDefault(process, 0.0))
                            / (jobs * ITEMS / 1_000.0);
                    cpuByProcess
                            .computeIfAbsent(process, p -> new ArrayList<>())
                            .add(each);
                    all += each;
                }
                cpuPerThousand.add(all);
            }
        }
        return List.of(
                perSecond(Sample.of(perSecond), jobs, quiet),
                cpu(
                        Sample.of(cpuPerThousand),
                        cpuByProcess,
                        Sample.of(compiling).median()));
    }

    private static Row perSecond(Sample perSecond, int jobs, boolean quiet) {
        double median = perSecond.median();
        return new Row(
                "items per second, model latency 0-5 ms",
                jobs + " jobs x " + ITEMS + " items, everything on this machine",
                ">= 2,000 quiet, >= 1,200 busy machine",
                String.format(
                        Locale.ROOT,
                        "%.0f/s median of %d (%.0f to %.0f)",
                        median,
                        perSecond.count(),
                        perSecond.min(),
                        perSecond.max()),
                Row.Verdict.of(median >= (quiet ? QUIET_MACHINE : BUSY_MACHINE)),
                Map.of("medianPerSecond", median, "min", perSecond.min(), "max", perSecond.max()));
    }

    private static Row cpu(Sample perThousand, Map<String, List<Double>> byProcess, double compiling) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("medianSeconds", perThousand.median());
        figures.put("compilers", compiling);
        StringBuilder parts = new StringBuilder();
        byProcess.forEach((process, seconds) -> {
            double median = Sample.of(seconds).median();
            figures.put(process, median);
            parts.append(String.format(Locale.ROOT, "%s%s %.2f", parts.isEmpty() ? "" : ", ", process, median));
        });
        return new Row(
                "CPU seconds per 1,000 items, services + broker + registry",
                "same",
                "<= " + MOST_CPU,
                String.format(
                        Locale.ROOT, "%.2f (%s; of these JIT compilers %.2f)", perThousand.median(), parts, compiling),
                Row.Verdict.of(perThousand.median() <= MOST_CPU),
                figures);
    }

    private void prepare() throws InterruptedException {
        cluster.models()
                .behave(Map.of("*", Faults.NONE.withLatency(new Latency.Uniform(Duration.ZERO, Duration.ofMillis(5)))));
        cluster.models().reset();
    }

    private static String kind(SystemProcess process) {
        return process.name().replaceAll("-\\d+$", "");
    }
}
