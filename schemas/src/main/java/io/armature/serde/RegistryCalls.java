package io.armature.serde;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of the registry over HTTP. Answers get lost and servers restart: each call is bounded in time as a whole, and
 * repeated over all servers; all calls used here may be repeated without harm. Thread-safe.
 */
final class RegistryCalls {
    /** What a call came to, when the registry spoke to the matter. */
    sealed interface Answer {
        record Given(JsonNode body) implements Answer {}

        record Refused(int errorCode, String reason) implements Answer {}
    }

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RegistrySettings settings;
    private final HttpClient http;
    private final AtomicInteger preferred = new AtomicInteger();

    RegistryCalls(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connect());
        if (!settings.tls().isEmpty()) {
            try (DefaultSslEngineFactory tls = new DefaultSslEngineFactory()) {
                ConfigDef names = new ConfigDef();
                SslConfigs.addClientSslSupport(names);
                tls.configure(names.parse(settings.tls()));
                builder.sslContext(tls.sslContext());
            }
        }
        this.http = builder.build();
    }

    Answer get(String path) {
        return exchange("GET", path, BodyPublishers.noBody());
    }

    Answer post(String path, Object body) {
        return exchange("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    Answer put(String path, Object body) {
        return exchange("PUT", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private Answer exchange(String method, String path, BodyPublisher body) {
        int servers = settings.servers().size();
        IOException last = new IOException("not tried");
        for (int call = 0; call < servers * (settings.retries() + 1); call++) {
            if (call > 0 && call % servers == 0) {
                pause(call / servers);
            }
            int server = preferred.get();
            try {
                return understood(send(settings.servers().get(server), method, path, body));
            } catch (IOException e) {
                last = e;
                preferred.compareAndSet(server, (server + 1) % servers);
            }
        }
        throw new RegistryUnreachableException(
                "the schema registry at " + settings.servers() + " gave no usable answer to " + method + " " + path
                        + ", asked " + (settings.retries() + 1) + " times: " + last.getMessage()
                        + ". Check that it runs, and schema.registry.url and its credentials",
                last);
    }

    private HttpResponse<String> send(URI server, String method, String path, BodyPublisher body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Accept", CONTENT_TYPE)
                .header("Content-Type", CONTENT_TYPE)
                .method(method, body);
        settings.authorization().ifPresent(authorization -> request.header("Authorization", authorization.header()));
        // A request's own time-out ends with the headers; waiting on the future bounds the body too.
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
        Duration most = settings.answer();
        try {
            return response.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException(server + " gave no whole answer within " + most.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(server + " could not be asked: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            throw RegistryUnreachableException.interrupted(e);
        }
    }

    /**
     * Only a refusal in the registry's own form is one: a gateway's error page, a wrong path and rejected credentials
     * say nothing of the schema.
     */
    private static Answer understood(HttpResponse<String> response) throws IOException {
        Optional<JsonNode> body = json(response.body());
        int status = response.statusCode();
        if (status >= 200 && status < 300 && body.isPresent()) {
            return new Answer.Given(body.get());
        }
        int errorCode = body.map(node -> node.path("error_code").asInt(0)).orElse(0);
        boolean told = status == 404 ? errorCode / 100 == 404 : status == 409 || status == 422;
        if (told) {
            String reason = body.map(node -> node.path("message").asString(""))
                    .filter(message -> !message.isEmpty())
                    .orElse(response.body());
            return new Answer.Refused(errorCode == 0 ? status : errorCode, shortened(reason));
        }
        throw new IOException(response.uri() + " answered with status " + status + ": " + shortened(response.body()));
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private void pause(int retry) {
        Duration wait = settings.firstWait().multipliedBy(1L << Math.min(retry - 1, 16));
        try {
            Thread.sleep(wait.compareTo(settings.longestWait()) < 0 ? wait : settings.longestWait());
        } catch (InterruptedException e) {
            throw RegistryUnreachableException.interrupted(e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "…";
    }
}
