package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.ClusterSettings;
import io.armature.cluster.ClusterSettings.Start;
import io.armature.cluster.SystemProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench speed}: every row of the speed table. */
@Command(name = "speed", mixinStandardHelpOptions = true, description = "How fast, and at what cost in CPU and memory.")
final class SpeedCommand implements Callable<Integer> {
    private static final int WORKERS = 3;
    private static final int PLACES = 256;
    private static final int WINDOW = (PLACES + WORKERS - 1) / WORKERS;

    @Option(
            names = "--quick",
            description =
                    "fewer and smaller rounds, no kill, no start and no hot paths, for daily use: less than 3 minutes on"
                            + " an idle machine; figures to publish need the full form")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "writes every figure there as well")
    private @Nullable Path json;

    @Option(names = "--latency-only", description = "only the one job and where its time goes")
    private boolean latencyOnly;

    @Option(names = "--kill-only", description = "only one worker of three killed in mid-run")
    private boolean killOnly;

    @Option(names = "--hot-paths-only", description = "only what JMH measures: no broker, no services")
    private boolean hotPathsOnly;

    @Option(
            names = "--saturated-only",
            description = "only items per second and their CPU; with --latency-only both, in one run")
    private boolean saturatedOnly;

    @Option(
            names = "--warm-up",
            paramLabel = "ROUNDS",
            description = "saturated rounds before those that count (default: 50, quick 3)")
    private int warmUp;

    @Mixin
    private Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        ClusterSettings cluster = setting.cluster("speed");
        Report report = new Report(
                "Speed",
                "./armature bench speed" + (quick ? " --quick" : "") + only() + " --warm-up " + rounds().warmUp()
                        + setting.options(),
                System.out);
        Latencies latencies = new Latencies();
        if (hotPathsOnly) {
            Files.createDirectories(cluster.logs());
            hotPaths(report, cluster);
            return written(report);
        }
        if (quick) {
            cluster = cluster.withStart(Start.CACHED);
        }
        try (Cluster running = Cluster.start(cluster.withWorkers(1, PLACES))) {
            if (saturatedOnly) {
                saturated(running, report);
            }
            if (latencyOnly) {
                warmUp(running);
                oneJob(running, report, latencies);
            }
            if (killOnly) {
                threeWorkers(running);
                saturated(running, report);
                kill(running, report);
            }
            if (everything()) {
                oneWorker(running, report);
                if (rounds().kills() > 0) {
                    threeWorkers(running);
                    warmUp(running);
                }
                oneJob(running, report, latencies);
                if (rounds().kills() > 0) {
                    kill(running, report);
                }
            }
        }
        if (everything()) {
            if (rounds().starts() > 0) {
                report.add(new StartUp(cluster.home()).measure(rounds().starts()));
            }
            if (!quick) {
                hotPaths(report, cluster);
            }
        }
        latencies.print(System.out);
        return written(report);
    }

    private String only() {
        return (latencyOnly ? " --latency-only" : "")
                + (saturatedOnly ? " --saturated-only" : "")
                + (killOnly ? " --kill-only" : "")
                + (hotPathsOnly ? " --hot-paths-only" : "");
    }

    private int written(Report report) throws IOException {
        if (json != null) {
            report.write(json);
        }
        return 0;
    }

    private void hotPaths(Report report, ClusterSettings cluster) throws Exception {
        new HotPaths(rounds().hotPath(), cluster.logs().resolve("jmh.log").toString())
                .measure()
                .forEach(report::add);
    }

    private boolean everything() {
        return !latencyOnly && !saturatedOnly && !killOnly && !hotPathsOnly;
    }

    private void kill(Cluster running, Report report) throws InterruptedException {
        report.add(new Load(running, WINDOW * WORKERS).withOneWorkerKilled(Math.max(1, rounds().kills()), WINDOW));
    }

    private void oneWorker(Cluster running, Report report) throws Exception {
        Footprint footprint = new Footprint(running);
        footprint.idle();
        saturated(running, report);
        new Load(running, PLACES).undisturbed(1, rounds().load()).forEach(report::add);
        report.add(new Growth(running).measure(rounds().growth()));
        report.add(footprint.measure());
    }

    private void saturated(Cluster running, Report report) throws InterruptedException {
        Saturation saturation = new Saturation(running);
        saturation.warmUp(rounds().warmUp(), rounds().jobs());
        saturation
                .measure(rounds().saturated(), rounds().jobs(), report.machine().isQuiet())
                .forEach(report::add);
    }

    private Rounds rounds() {
        return (quick ? Rounds.QUICK : Rounds.FULL).warmedUpBy(warmUp);
    }

    private static void threeWorkers(Cluster running) throws Exception {
        List<SystemProcess> before = running.workers();
        for (int i = 0; i < WORKERS; i++) {
            running.startWorker(WINDOW);
        }
        before.forEach(running::removeWorker);
        running.awaitReady();
    }

    private void warmUp(Cluster running) throws InterruptedException {
        new Saturation(running).warmUp(rounds().warmUp() / 2, rounds().jobs());
    }

    private void oneJob(Cluster running, Report report, Latencies latencies) throws Exception {
        new OneJob(running).measure(2, rounds().oneJob(), latencies).forEach(report::add);
    }
}
