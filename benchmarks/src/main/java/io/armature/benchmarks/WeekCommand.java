package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench week}: recipes for a week, side by side and unlike each other. */
@Command(
        name = "week",
        mixinStandardHelpOptions = true,
        description =
                "recipe-week: time for 3, 9, 15 and 21 recipes against one after another, and how many recipes come"
                        + " twice when the model likes to repeat itself.")
final class WeekCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "fewer runs and plans")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "writes every figure there as well")
    private @Nullable Path json;

    @Mixin
    private Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        Report report = new Report(
                "Recipes for a week",
                "./armature bench week" + (quick ? " --quick" : "") + setting.options(),
                System.out);
        try (Cluster cluster = Cluster.start(setting.cluster("week").withWorkers(3, 64))) {
            Weeks weeks = new Weeks(cluster);
            weeks.warmUp();
            for (int days : new int[] {1, 3, 5, 7}) {
                report.add(weeks.sideBySide(days, quick ? 2 : 5));
            }
            report.add(weeks.withRepeats(quick ? 5 : 50, 0.3));
        }
        if (json != null) {
            report.write(json);
        }
        return 0;
    }
}
