package io.armature.quickstart;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code status}: where a plan stands; without one, whether every part is ready. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells where a plan stands; without one, whether every part of Armature is ready.")
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB_ID", arity = "0..1")
    private @Nullable String jobId;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return jobId == null ? parts() : plan(jobId);
    }

    private int plan(String id) throws Exception {
        JsonNode plan = Client.here().status(id);
        System.out.println(output.isJson() ? plan : ProgressLine.of(plan, ProgressLine.PLAIN));
        if (!output.isJson() && Views.hasFiles(plan)) {
            Views.files(System.out, plan);
        }
        return Exit.DONE;
    }

    private int parts() throws Exception {
        Optional<Parts> parts = Installation.here().findParts();
        if (parts.isEmpty()) {
            throw Complaint.notRunning();
        }
        boolean all = true;
        ObjectNode told = JsonMapper.shared().createObjectNode();
        for (Parts.Part part : parts.get().all()) {
            boolean ready = part.isReady();
            all &= ready;
            told.putObject(part.name()).put("at", part.at()).put("ready", ready);
            if (!output.isJson()) {
                System.out.printf("  %-12s %-9s %s%n", part.name(), ready ? "ready" : "NOT READY", part.at());
            }
        }
        if (output.isJson()) {
            System.out.println(told);
        }
        return all ? Exit.DONE : Exit.ERROR;
    }
}
