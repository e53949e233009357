package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.SystemProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench profile}: where the saturated system spends its CPU. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "Records every process in the saturated run with the JDK Flight Recorder; prints the methods that"
                + " take most CPU and allocate most.")
final class ProfileCommand implements Callable<Integer> {
    private static final int THREADS = 8;

    @Option(
            names = "--warm-up",
            paramLabel = "ROUNDS",
            description = "before the recording (default: as many as are recorded)")
    private int warmUp;

    @Option(names = "--rounds", description = "of 200 jobs x 20 items, recorded (default: ${DEFAULT-VALUE})")
    private int rounds = 4;

    @Mixin
    private Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        boolean quiet = Machine.here().isQuiet();
        Path folder = Files.createDirectories(setting.cluster("profile").logs()).toAbsolutePath();
        try (Cluster cluster = Cluster.start(setting.cluster("profile").withWorkers(1, 256))) {
            Saturation saturation = new Saturation(cluster);
            saturation.warmUp(warmUp > 0 ? warmUp : rounds, Rounds.FULL.jobs());
            List<SystemProcess> processes = Stream.concat(cluster.services().stream(), Stream.of(cluster.broker()))
                    .toList();
            for (SystemProcess process : processes) {
                process.diagnose(
                        "JFR.start",
                        "name=bench",
                        "settings=profile",
                        "jdk.CPUTimeSample#enabled=true",
                        "jdk.CPUTimeSample#throttle=5ms");
            }
            Map<SystemProcess, Map<String, Duration>> before =
                    processes.stream().collect(Collectors.toMap(process -> process, SystemProcess::cpuByThread));
            saturation
                    .measure(rounds, Rounds.FULL.jobs(), quiet)
                    .forEach(row -> System.out.println(row.measure() + ": " + row.result()));
            for (SystemProcess process : processes) {
                threads(process.name(), before.getOrDefault(process, Map.of()), process.cpuByThread());
            }
            for (SystemProcess process : processes) {
                Path recording = folder.resolve(process.name() + ".jfr");
                process.diagnose("JFR.stop", "name=bench", "filename=" + recording);
                Profile.read(recording).print(process.name(), System.out);
            }
        }
        System.out.println("\nThe recordings, for JDK Mission Control: " + folder);
        return 0;
    }

    /** What compiling and collecting take beside the program's own threads: no sample shows it. */
    private static void threads(String process, Map<String, Duration> before, Map<String, Duration> after) {
        double all = 0;
        Map<String, Double> seconds = new HashMap<>();
        for (Map.Entry<String, Duration> thread : after.entrySet()) {
            double used = thread.getValue()
                            .minus(before.getOrDefault(thread.getKey(), Duration.ZERO))
                            .toMillis()
                    / 1e3;
            seconds.put(thread.getKey(), used);
            all += used;
        }
        System.out.printf(Locale.ROOT, "%n%s, CPU by thread, %.1f s:%n", process, all);
        double whole = Math.max(all, 0.01);
        seconds.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(THREADS)
                .forEach(entry -> System.out.printf(
                        Locale.ROOT, "  %5.1f%%  %s%n", 100 * entry.getValue() / whole, entry.getKey()));
    }
}
