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
        description = "Shows the document and the bill of a plan that has ended; with --json the document alone.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB_ID")
    private String jobId = "";

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        Client client = Client.here();
        JsonNode plan = client.status(jobId);
        if (!plan.hasNonNull("outcome")) {
            throw Complaint.error("The plan has not ended: "
                    + plan.path("phase").asString("") + ". ./armature watch " + jobId + " follows it.");
        }
        if (output.isJson()) {
            System.out.println(client.document(jobId));
        } else {
            new Following(client, output, System.out)
                    .show(plan, Installation.here().folder().resolve("plans"));
        }
        return Exit.of(plan);
    }
}
