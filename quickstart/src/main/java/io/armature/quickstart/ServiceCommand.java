package io.armature.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code service}: done by the script, which starts another program; here only for the help. */
@Command(
        name = "service",
        mixinStandardHelpOptions = true,
        description = {
            "Starts one service by itself, from its runnable jar: planner-service, item-worker-service or",
            "assembler-service. With ARMATURE_START_CACHE=record it makes its start cache when it is stopped."
        })
final class ServiceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "of the service; what follows is passed on to it")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Complaint {
        throw Complaint.usage("Run ./armature service NAME; for example planner-service.");
    }
}
