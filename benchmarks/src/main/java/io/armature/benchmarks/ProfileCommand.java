package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.SystemProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
    @Option(names = "--rounds", description = "of 200 jobs x 20 items, recorded (default: ${DEFAULT-VALUE})")
    private int rounds = 4;

    @Mixin
    private Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createDirectories(setting.cluster("profile").logs()).toAbsolutePath();
        try (Cluster cluster = Cluster.start(setting.cluster("profile").withWorkers(1, 256))) {
            Saturation saturation = new Saturation(cluster);
            saturation.warmUp(rounds);
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
            saturation.measure(rounds).forEach(row -> System.out.println(row.measure() + ": " + row.result()));
            for (SystemProcess process : processes) {
                Path recording = folder.resolve(process.name() + ".jfr");
                process.diagnose("JFR.stop", "name=bench", "filename=" + recording);
                Profile.read(recording).print(process.name(), System.out);
            }
        }
        System.out.println("\nThe recordings, for JDK Mission Control: " + folder);
        return 0;
    }
}
