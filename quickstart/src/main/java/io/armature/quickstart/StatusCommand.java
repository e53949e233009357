package io.armature.quickstart;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code status}: where a plan stands. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Tells where a plan stands.")
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB_ID")
    private String jobId = "";

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        JsonNode plan =
                new Client(Installation.here().findRunning().orElseThrow(Armature.NotRunning::new)).status(jobId);
        System.out.println(output.isJson() ? plan : ProgressView.line(plan));
        return 0;
    }
}
