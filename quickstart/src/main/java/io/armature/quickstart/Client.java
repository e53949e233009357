package io.armature.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Armature over HTTP, as any upstream service sees it. */
final class Client {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int UNPROCESSABLE = 422;
    private static final int BAD_REQUEST = 400;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Endpoints endpoints;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Client(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Of the stack that runs on these folders. */
    static Client here() throws Complaint, InterruptedException {
        return new Client(Installation.here().findRunning().orElseThrow(Complaint::notRunning));
    }

    /** Submits a plan and gives its job id. */
    String submit(String body) throws IOException, InterruptedException, Complaint {
        return send(HttpRequest.newBuilder(URI.create(endpoints.planner() + "/plans"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .path("jobId")
                .asString();
    }

    JsonNode status(String jobId) throws IOException, InterruptedException, Complaint {
        return get("/plans/" + segment(jobId));
    }

    /** The document; held against its digest where the assembler gives one, as it does for large ones. */
    JsonNode document(String jobId) throws IOException, InterruptedException, Complaint {
        return get("/plans/" + segment(jobId) + "/document");
    }

    /** Writes the files of a document to a zip; a file is there only when all of it came. */
    void archive(String jobId, boolean partial, Path file) throws IOException, InterruptedException, Complaint {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(
                                endpoints.assembler() + "/plans/" + segment(jobId) + "/archive?partial=" + partial))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw refused(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        }
        Files.write(file, response.body());
    }

    JsonNode plans() throws IOException, InterruptedException, Complaint {
        return get("/plans");
    }

    /**
     * Tells each step of a plan until it has ended; a connection that breaks meanwhile is made again.
     *
     * @return how the plan stands then
     */
    JsonNode follow(String jobId, Consumer<JsonNode> step) throws IOException, InterruptedException, Complaint {
        JsonNode plan = JSON.missingNode();
        while (!plan.hasNonNull("outcome")) {
            if (!plan.isMissingNode()) {
                Thread.sleep(BETWEEN_LOOKS);
            }
            stream(jobId, step);
            plan = status(jobId);
        }
        return plan;
    }

    private void stream(String jobId, Consumer<JsonNode> step) throws IOException, InterruptedException, Complaint {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(endpoints.assembler() + "/plans/" + segment(jobId) + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (response.statusCode() != 200) {
                throw refused(response.statusCode(), String.join("\n", lines.readAllLines()));
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    step.accept(JSON.readTree(line.substring("data:".length())));
                }
            }
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException, Complaint {
        return send(HttpRequest.newBuilder(URI.create(endpoints.assembler() + path)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException, Complaint {
        HttpResponse<String> response =
                http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw refused(response.statusCode(), response.body());
        }
        Optional<String> digest = response.headers().firstValue("Repr-Digest");
        if (digest.isPresent() && !digest.get().equals(digest(response.body()))) {
            throw Complaint.error("What came is not what was sent; ask again.");
        }
        return JSON.readTree(response.body());
    }

    /** As RFC 9530 writes it. */
    private static String digest(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Complaint refused(int status, String body) {
        StringBuilder message = new StringBuilder();
        try {
            JsonNode problem = JSON.readTree(body);
            message.append(problem.path("detail").asString("status " + status));
            problem.path("reasons")
                    .forEach(reason -> message.append("\n  ")
                            .append(reason.path("pointer").asString(""))
                            .append(": ")
                            .append(reason.path("message").asString("")));
        } catch (JacksonException e) {
            message.append("answered with status ").append(status);
        }
        return status == UNPROCESSABLE || status == BAD_REQUEST
                ? Complaint.rejected(message.toString())
                : Complaint.error(message.toString());
    }

    /** Whatever was typed stays one part of the path. */
    private static String segment(String jobId) {
        return java.net.URLEncoder.encode(jobId, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
