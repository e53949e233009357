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
        JsonNode plans = Client.here().plans();
        if (output.isJson()) {
            System.out.println(plans);
            return Exit.DONE;
        }
        plans.forEach(plan -> System.out.printf(
                "%-38s %-12s%s%n",
                plan.path("jobId").asString(""),
                plan.path("blueprint").asString(""),
                ProgressLine.of(plan, ProgressLine.PLAIN)));
        return Exit.DONE;
    }
}
