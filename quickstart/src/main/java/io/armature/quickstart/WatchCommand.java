package io.armature.quickstart;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code watch}: progress until the end. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Follows a plan until it has ended; with --json one line for each step, the last its status.")
final class WatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB_ID")
    private String jobId = "";

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        Client client = Client.here();
        client.status(jobId);
        if (output.isJson()) {
            JsonNode plan = client.follow(jobId, System.out::println);
            System.out.println(plan);
            return Exit.of(plan);
        }
        return Exit.of(new Following(client, output, System.out).toTheEnd(jobId));
    }
}
