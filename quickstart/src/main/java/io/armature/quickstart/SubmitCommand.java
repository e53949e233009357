package io.armature.quickstart;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code submit}: one request from a file. */
@Command(name = "submit", mixinStandardHelpOptions = true, description = "Submits a plan and follows it to its end.")
final class SubmitCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            description =
                    "JSON: blueprint, input, and optionally jobId, tenant, maxCost, mode, model, fast, retry; - is standard input")
    private String file = "";

    @Option(names = "--no-wait", description = "print the job id and go")
    private boolean noWait;

    @Mixin
    private Wish wish = new Wish();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        ObjectNode request = read();
        Client client = Client.here();
        String jobId = client.submit(wish.in(request).toString());
        if (noWait) {
            System.out.println(
                    output.isJson() ? JsonMapper.shared().createObjectNode().put("jobId", jobId) : jobId);
            return Exit.DONE;
        }
        Following following = new Following(client, output, System.out);
        JsonNode plan = following.toTheEnd(jobId);
        following.show(plan, Installation.here().folder().resolve("plans"));
        return Exit.of(plan);
    }

    private ObjectNode read() throws Complaint {
        try {
            String text = file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
            if (JsonMapper.shared().readTree(text) instanceof ObjectNode request) {
                return request;
            }
            throw Complaint.usage(file + " is not a JSON object; a request looks like examples/meal-day/easy-day.json");
        } catch (NoSuchFileException e) {
            throw Complaint.usage("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw Complaint.usage(file + " is not text in UTF-8");
        } catch (IOException e) {
            throw Complaint.usage(file + " cannot be read: "
                    + (Files.isDirectory(Path.of(file)) ? "it is a folder" : e.getMessage()));
        } catch (JacksonException e) {
            throw Complaint.usage(file + " is not JSON: " + e.getOriginalMessage() + where(e));
        }
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
