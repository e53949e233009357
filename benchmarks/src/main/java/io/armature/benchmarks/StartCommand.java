package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.ClusterSettings;
import io.armature.cluster.ClusterSettings.Start;
import io.armature.cluster.SystemProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench start}: how long each service takes from its command to ready, and in which CPU time. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "From the command to ready, each service by itself, with everything else running. Exit code 2:"
                + " there are no start caches yet.")
final class StartCommand implements Callable<Integer> {
    private static final double MOST_SECONDS = 6;
    /** Of one core, all processes together: what they take when they only run. */
    private static final double QUIET = 0.15;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_LOOKS = 60;
    private static final List<String> SERVICES = List.of("planner-service", "assembler-service", "item-worker-service");

    @Option(names = "--rounds", description = "starts of each service and way (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "writes every figure there as well")
    private @Nullable Path json;

    @Mixin
    private Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        Report report = new Report(
                "Start of the services", "./armature bench start --rounds " + rounds + setting.options(), System.out);
        ClusterSettings cluster = setting.cluster("start").withWorkers(1, 256);
        for (String service : SERVICES) {
            Path cache = cluster.home().resolve(service).resolve("target/app/start.aot");
            if (Files.notExists(cache)) {
                System.err.println(cache + " is missing; ./armature prepare services makes it, in some two minutes");
                return 2;
            }
        }
        measure(cluster.withStart(Start.JAR), "its runnable jar", report);
        measure(
                cluster.withStart(Start.CACHED),
                "unpacked, with the start cache of ./armature prepare services",
                report);
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void measure(ClusterSettings settings, String how, Report report) throws Exception {
        try (Cluster running = Cluster.start(settings)) {
            for (SystemProcess service : running.services()) {
                List<Double> seconds = new ArrayList<>();
                List<Double> cpu = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    // In order, so that it leaves its groups: the start is measured, not how a death is noticed.
                    service.close();
                    awaitQuiet(running);
                    long begin = System.nanoTime();
                    service.restart();
                    running.awaitReady(service);
                    seconds.add((System.nanoTime() - begin) / 1e9);
                    cpu.add(toSeconds(service.cpu()));
                }
                report.add(row(service.name(), how, Sample.of(seconds), Sample.of(cpu)));
            }
        }
    }

    /** A JVM that became ready still compiles for a while: the others are to run, not to start. */
    private static void awaitQuiet(Cluster running) throws InterruptedException {
        List<SystemProcess> all = new ArrayList<>(running.services());
        all.addAll(List.of(running.broker(), running.registry()));
        for (int look = 0; look < MOST_LOOKS; look++) {
            double before = cpu(all);
            Thread.sleep(LOOK);
            if (cpu(all) - before <= QUIET * LOOK.toSeconds()) {
                return;
            }
        }
        System.err.println("The others were not quiet within " + MOST_LOOKS + " s; measured all the same.");
    }

    private static double cpu(List<SystemProcess> processes) {
        return processes.stream()
                .mapToDouble(process -> toSeconds(process.cpu()))
                .sum();
    }

    private static Row row(String service, String how, Sample seconds, Sample cpu) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("medianSeconds", seconds.median());
        figures.put("maxSeconds", seconds.max());
        figures.put("medianCpuSeconds", cpu.median());
        return new Row(
                "start of the " + service,
                how + ", broker and registry and the other services running",
                "ready in <= 6 s on 2 cores",
                String.format(
                        Locale.ROOT,
                        "%.1f s median of %d (%.1f to %.1f), CPU %.1f s",
                        seconds.median(),
                        seconds.count(),
                        seconds.min(),
                        seconds.max(),
                        cpu.median()),
                Row.Verdict.of(seconds.median() <= MOST_SECONDS),
                figures);
    }

    private static double toSeconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
