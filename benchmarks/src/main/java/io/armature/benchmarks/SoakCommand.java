package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.ClusterSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench soak}: nothing piles up over time, nor with many plans open. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "A steady load for a long time, or many plans open at once: what it takes up, and that each plan"
                + " ends once. Exit codes: 0 all ended once and COMPLETE, 1 not.")
final class SoakCommand implements Callable<Integer> {
    private static final int PLACES = 256;

    @Option(
            names = "--minutes",
            description = "how long, from 2 on; from 15 on it says what is flat (default: ${DEFAULT-VALUE})")
    private int minutes = 30;

    @Option(
            names = "--rate",
            paramLabel = "ITEMS",
            description = "items per second, in plans of 20 (default: ${DEFAULT-VALUE}, half of what a busy machine of"
                    + " two cores carries); a machine that cannot keep up is given less, and the table says how much")
    private int rate = 200;

    @Option(
            names = "--open-jobs",
            paramLabel = "PLANS",
            description = "instead of the load: so many plans open at the same time, for example 1000")
    private int openJobs;

    @Option(names = "--json", paramLabel = "FILE", description = "writes every figure there as well")
    private @Nullable Path json;

    @Mixin
    private Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        if (minutes < 2 || rate < 1 || openJobs < 0) {
            throw new IllegalArgumentException("--minutes from 2, --rate from 1, --open-jobs from 1");
        }
        ClusterSettings cluster = setting.cluster("soak").withWorkers(1, PLACES);
        try (Cluster running = Cluster.start(cluster)) {
            return openJobs > 0 ? open(running) : steady(running);
        }
    }

    private int steady(Cluster running) throws InterruptedException {
        Soak.Outcome outcome = new Soak(running, Duration.ofMinutes(minutes), rate, System.out).run();
        return report("Soak", "--minutes " + minutes + " --rate " + rate, outcome.rows(), outcome.tally());
    }

    private int open(Cluster running) throws InterruptedException {
        OpenPlans.Outcome outcome = new OpenPlans(running, System.out).measure(openJobs);
        return report("Open plans", "--open-jobs " + openJobs, List.of(outcome.row()), outcome.tally());
    }

    private int report(String title, String arguments, List<Row> rows, Tally tally) {
        System.out.println();
        Report report = new Report(title, "./armature bench soak " + arguments + setting.options(), System.out);
        rows.forEach(report::add);
        if (json != null) {
            report.write(json);
        }
        return tally.isWell() ? 0 : 1;
    }
}
