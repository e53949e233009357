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
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Armature over HTTP, as any upstream service sees it. */
final class Client {
    /** A request was answered with a problem; the message is fit to be shown. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Endpoints endpoints;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Client(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Submits a plan and gives its job id. */
    String submit(String body) throws IOException, InterruptedException, Refused {
        return send(HttpRequest.newBuilder(URI.create(endpoints.planner() + "/plans"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .path("jobId")
                .asString();
    }

    JsonNode status(String jobId) throws IOException, InterruptedException, Refused {
        return get("/plans/" + jobId);
    }

    JsonNode document(String jobId) throws IOException, InterruptedException, Refused {
        return get("/plans/" + jobId + "/document");
    }

    JsonNode plans() throws IOException, InterruptedException, Refused {
        return get("/plans");
    }

    /** Tells each step of a plan until it has ended. */
    void follow(String jobId, Consumer<JsonNode> step) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoints.assembler() + "/plans/" + jobId + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    step.accept(JSON.readTree(line.substring("data:".length())));
                }
            }
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException, Refused {
        return send(HttpRequest.newBuilder(URI.create(endpoints.assembler() + path)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException, Refused {
        HttpResponse<String> response =
                http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        JsonNode body = response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
        if (response.statusCode() >= 300) {
            StringBuilder message = new StringBuilder(body.path("detail").asString("status " + response.statusCode()));
            body.path("reasons")
                    .forEach(reason -> message.append("\n  ")
                            .append(reason.path("pointer").asString(""))
                            .append(": ")
                            .append(reason.path("message").asString("")));
            throw new Refused(message.toString());
        }
        return body;
    }
}
