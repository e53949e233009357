package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench cost}: every row of the table of success and cost. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = "How many plans succeed, and at what cost, when the cheap model fails.")
final class CostCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "fewer jobs, and an outage of 20 seconds")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "writes every figure there as well")
    private @Nullable Path json;

    @Mixin
    private Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        Report report = new Report(
                "Success and cost (price ratio 12.5)",
                "./armature bench cost" + (quick ? " --quick" : "") + setting.options(),
                System.out);
        try (Cluster cluster = Cluster.start(setting.cluster("cost").withWorkers(1, 256))) {
            FailingModel failing = new FailingModel(cluster);
            int items = quick ? 2_000 : 20_000;
            report.add(failing.independently(0.1, 8, items / 8, 0.999, 0.10));
            report.add(failing.independentlyInOneCall(0.1, 8, items / 8));
            report.add(failing.independently(0.2, 21, items / 21, 0.992, 0.14));
            report.add(failing.independentlyInOneCall(0.2, 21, items / 21));
            report.add(failing.onHardItems(21, items / 21, 0.99));
            report.add(failing.onHardItemsInOneCall(21, items / 21));
            report.add(new Outage(cluster).measure(quick ? Duration.ofSeconds(20) : Duration.ofMinutes(5)));
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }
}
