package io.armature.quickstart;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code plans}: the newest plans. */
@Command(name = "plans", mixinStandardHelpOptions = true, description = "Lists the newest plans.")
final class PlansCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        JsonNode plans = new Client(Installation.here().findRunning().orElseThrow(Armature.NotRunning::new)).plans();
        if (output.isJson()) {
            System.out.println(plans);
            return 0;
        }
        plans.forEach(plan -> System.out.printf(
                "%-38s %-12s%s%n",
                plan.path("jobId").asString(""), plan.path("blueprint").asString(""), ProgressView.line(plan)));
        return 0;
    }
}
