package io.armature.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code submit}: one request from a file. */
@Command(name = "submit", mixinStandardHelpOptions = true, description = "Submits a plan and follows it to its end.")
final class SubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "JSON: blueprint, input, and optionally jobId, tenant, maxCost")
    private Path file = Path.of("");

    @Option(names = "--no-wait", description = "print the job id and go")
    private boolean noWait;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.here();
        Client client = new Client(installation.findRunning().orElseThrow(Armature.NotRunning::new));
        String jobId = client.submit(Files.readString(file));
        if (noWait) {
            System.out.println(output.isJson() ? "{\"jobId\":\"" + jobId + "\"}" : jobId);
            return 0;
        }
        Following following = new Following(client, output, System.out);
        JsonNode plan = following.toTheEnd(jobId);
        following.show(plan, installation.folder().resolve("plans"));
        return Armature.exitCode(plan.path("outcome").asString(""));
    }
}
