package io.armature.quickstart;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code watch}: progress until the end. */
@Command(name = "watch", mixinStandardHelpOptions = true, description = "Follows a plan until it has ended.")
final class WatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB_ID")
    private String jobId = "";

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        Client client = new Client(Installation.here().findRunning().orElseThrow(Armature.NotRunning::new));
        client.status(jobId);
        return Armature.exitCode(new Following(client, output, System.out)
                .toTheEnd(jobId)
                .path("outcome")
                .asString(""));
    }
}
