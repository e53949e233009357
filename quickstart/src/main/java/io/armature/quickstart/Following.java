package io.armature.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Follows a plan to its end and shows it. */
final class Following {
    private final Client client;
    private final Output output;
    private final PrintStream out;

    Following(Client client, Output output, PrintStream out) {
        this.client = client;
        this.output = output;
        this.out = out;
    }

    /** Shows progress until the plan has ended; gives its last status. */
    JsonNode toTheEnd(String jobId) throws IOException, InterruptedException, Complaint {
        try (ProgressView view = output.progress(out)) {
            return client.follow(jobId, output.isJson() ? step -> {} : view::show);
        }
    }

    /**
     * Prints the document and the bill, and keeps the JSON in a folder.
     *
     * @param plan the status of a plan that has ended
     */
    void show(JsonNode plan, Path folder) throws IOException, InterruptedException, Complaint {
        String jobId = plan.path("jobId").asString("");
        if (output.isJson()) {
            out.println(plan);
            return;
        }
        String outcome = plan.path("outcome").asString("");
        if (outcome.equals("COMPLETE") || outcome.equals("PARTIAL")) {
            JsonNode document = client.document(jobId);
            if (Views.hasFiles(plan)) {
                Views.files(out, plan);
            } else {
                Views.document(out, document);
            }
            Views.bill(out, plan);
            Files.createDirectories(folder);
            Path file = folder.resolve(jobId + ".json");
            Files.writeString(file, document.toPrettyString());
            out.println("\n  " + outcome + ". The whole document: " + file);
        } else {
            Views.bill(out, plan);
            out.println("\n  " + outcome + ".");
        }
    }
}
