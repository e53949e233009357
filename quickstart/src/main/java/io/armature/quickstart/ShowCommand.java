package io.armature.quickstart;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code show}: document and bill of an ended plan. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows the document and the bill of a plan that has ended.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB_ID")
    private String jobId = "";

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.here();
        Client client = new Client(installation.findRunning().orElseThrow(Armature.NotRunning::new));
        if (output.isJson()) {
            System.out.println(client.document(jobId));
            return 0;
        }
        JsonNode plan = client.status(jobId);
        new Following(client, output, System.out)
                .show(plan, installation.folder().resolve("plans"));
        return Armature.exitCode(plan.path("outcome").asString(""));
    }
}
