package io.armature.chaos;

import io.armature.cluster.Cluster;
import io.armature.cluster.ClusterSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./armature chaos}: the whole system, killed and otherwise disturbed while it works. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "Kills, freezes and otherwise disturbs the whole system while it works, and checks that every job"
                + " ends once with the right document and the right bill. Exit codes: 0 all is well, 1 a promise is"
                + " broken.")
public final class Chaos implements Callable<Integer> {
    private static final int WINDOW = 64;

    @Option(names = "--seed", description = "what happens when comes from it (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--rounds", description = "so many scenarios, with seeds one after another (default: 1)")
    private int rounds = 1;

    @Option(names = "--kills", description = "in each (default: ${DEFAULT-VALUE})")
    private int kills = 100;

    @Option(names = "--jobs", description = "in each, of 8 items (default: ${DEFAULT-VALUE})")
    private int jobs = 200;

    private Chaos() {}

    /** Runs the command. */
    public static void main(String... args) {
        System.exit(new CommandLine(new Chaos()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("armature.home", "."))
                .toAbsolutePath()
                .normalize();
        Path folder = home.resolve(".armature/chaos");
        ChaosPaper paper = new ChaosPaper(
                "./armature chaos --seed " + seed + " --rounds " + rounds + " --kills " + kills + " --jobs " + jobs);
        boolean well = true;
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            try (Cluster cluster = Cluster.start(settings(home, folder))) {
                ChaosReport report =
                        new ChaosRun(cluster, System.out::println).of(Scenario.of(seed + round, kills, jobs));
                System.out.println(report.text());
                well &= report.isWell();
                paper.add(report, Duration.ofNanos(System.nanoTime() - begin));
            }
            paper.write(folder); // After each, so that a run that is broken off leaves what it found.
        }
        System.out.println();
        System.out.println(paper.markdown());
        System.out.println("Also in " + folder.resolve("report.md") + " and report.json beside it.");
        return well ? 0 : 1;
    }

    /** One worker; JVMs that start with as little CPU as can be, since they start often. */
    static ClusterSettings settings(Path home, Path logs) {
        return ClusterSettings.of(home, logs)
                .withWorkers(1, WINDOW)
                .withJvm(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }
}
