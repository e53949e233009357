package io.armature.serde;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of Confluent's schema-registry REST API that serdes need. Ids and schemas never change, so both are kept for
 * ever once seen. Thread-safe.
 */
final class RegistryClient {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private record SubjectSchema(String subject, Schema schema) {}

    private final RegistrySettings settings;
    private final HttpClient http;
    private final AtomicInteger preferred = new AtomicInteger();
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    RegistryClient(RegistrySettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** Id of a schema that the subject holds already. */
    int lookup(String subject, Schema schema) {
        return idOf(subject, schema, "/subjects/" + encode(subject));
    }

    /** Id of the schema under the subject, registered if it was not there. */
    int register(String subject, Schema schema) {
        return idOf(subject, schema, "/subjects/" + encode(subject) + "/versions");
    }

    Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known == null) {
            JsonNode answer = exchange("GET", "/schemas/ids/" + id, null);
            known = new Schema.Parser().parse(answer.path("schema").asString());
            schemas.put(id, known);
        }
        return known;
    }

    /** Sets the compatibility that the subject's next schemas must have. */
    void compatibility(String subject, String level) {
        exchange("PUT", "/config/" + encode(subject), JSON.writeValueAsString(Map.of("compatibility", level)));
    }

    private int idOf(String subject, Schema schema, String path) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = ids.get(key);
        if (known == null) {
            String body = JSON.writeValueAsString(Map.of("schema", schema.toString()));
            known = exchange("POST", path, body).path("id").asInt();
            ids.put(key, known);
        }
        return known;
    }

    /** Tries every server, and all of them again a few times: answers get lost, servers restart. */
    private JsonNode exchange(String method, String path, @Nullable String body) {
        List<URI> servers = settings.servers();
        IOException last = new IOException("not tried");
        for (int attempt = 0; attempt < settings.attempts() * servers.size(); attempt++) {
            int server = Math.floorMod(preferred.get(), servers.size());
            try {
                HttpResponse<String> response = send(servers.get(server), method, path, body);
                if (response.statusCode() < 500 && response.statusCode() != 429) {
                    return read(response, method + " " + path);
                }
                last = new IOException("status " + response.statusCode() + ": " + shortened(response.body()));
            } catch (IOException e) {
                last = e;
            }
            preferred.compareAndSet(server, (server + 1) % servers.size());
            pause(attempt);
        }
        throw new RegistryUnreachableException(
                "the schema registry at " + servers + " did not answer " + method + " " + path + " ("
                        + last.getMessage() + "). Check that it runs and that schema.registry.url names it.",
                last);
    }

    private HttpResponse<String> send(URI server, String method, String path, @Nullable String body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Accept", CONTENT_TYPE)
                .header("Content-Type", CONTENT_TYPE)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        settings.authorization().ifPresent(value -> request.header("Authorization", value));
        // A request's own time-out ends with the headers; waiting on the future bounds the body too.
        CompletableFuture<HttpResponse<String>> exchange =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return exchange.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new IOException("no whole answer within " + settings.timeout(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private static JsonNode read(HttpResponse<String> response, String what) {
        if (response.statusCode() >= 300) {
            throw new RegistryRefusedException(
                    response.statusCode(),
                    "the schema registry refused " + what + " with status " + response.statusCode() + ": "
                            + shortened(response.body()));
        }
        return JSON.readTree(response.body());
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(Duration.ofMillis(Math.min(1_000, 50L << Math.min(attempt, 5))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private static String shortened(String body) {
        return Optional.of(body).filter(text -> text.length() <= 500).orElseGet(() -> body.substring(0, 500) + "…");
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }
}
