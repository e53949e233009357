package io.armature.models;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider on loopback that answers as a test says, and keeps what it was asked. */
final class Wire implements AutoCloseable {
    record Asked(String path, Headers headers, JsonNode body) {}

    record Said(int status, String body, Map<String, String> headers) {}

    interface Answers {
        Said to(Asked asked) throws Exception;
    }

    static final JsonNode SCHEMA = JsonMapper.shared().readTree("""
            {"type":"object","additionalProperties":false,"required":["n"],
             "properties":{"n":{"type":"integer","minimum":1}}}""");

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final MeterRegistry meters = new SimpleMeterRegistry();
    private final HttpServer server;

    Wire(Answers answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            Asked now = new Asked(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            asked.add(now);
            try (exchange) {
                Said said = answers.to(now);
                said.headers().forEach(exchange.getResponseHeaders()::set);
                byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(said.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    static Said ok(String body) {
        return new Said(200, body, Map.of());
    }

    static Said error(int status, String body) {
        return new Said(status, body, Map.of());
    }

    static Said openAi(String finish) {
        return ok("""
                {"id":"chatcmpl-1","choices":[{"message":{"content":"{}"},"finish_reason":"%s"}],
                 "usage":{"prompt_tokens":100,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":40}}}""".formatted(finish));
    }

    static Said anthropic(String stop) {
        return ok("""
                {"id":"msg_1","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"{}"}],
                 "stop_reason":"%s","usage":{"input_tokens":10,"cache_creation_input_tokens":3,
                 "cache_read_input_tokens":20,"output_tokens":7}}""".formatted(stop));
    }

    URI url() {
        return url(server.getAddress().getPort());
    }

    static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    /** Models at this provider: "held" to schemas, "free", and two that reason: "thinking", and "thoughtless". */
    LanguageModels models(ProviderSettings.Kind kind) {
        return LanguageModels.of(settings(kind, url()), meters);
    }

    static ModelsSettings settings(ProviderSettings.Kind kind, URI url) {
        return new ModelsSettings(
                Map.of("p", new ProviderSettings(kind, url, "key-1")),
                Map.of(
                        "held",
                        model("vendor/model-1", true),
                        "free",
                        model("vendor/model-2", false),
                        "thinking",
                        model("vendor/model-3", true, null, "low"),
                        "thoughtless",
                        model("vendor/model-3", true, null, "none")));
    }

    private static ModelSettings model(String id, boolean held) {
        return model(id, held, null, null);
    }

    private static ModelSettings model(
            String id, boolean held, @Nullable LimitSettings limits, @Nullable String effort) {
        return new ModelSettings("p", id, BigDecimal.ONE, null, BigDecimal.TEN, 100_000, 4_000, held, limits, effort);
    }

    /** The model "held" with limits of its own; nothing is behind it. */
    static ModelsSettings settings(LimitSettings limits) {
        return new ModelsSettings(
                Map.of("p", new ProviderSettings(ProviderSettings.Kind.OPENAI, URI.create("http://h/v1"), null)),
                Map.of("held", model("vendor/model-1", true, limits, null), "free", model("vendor/model-2", false)));
    }

    static Reply answered() {
        return new Reply.Answered("{}", new Usage(100, 0, 7), Optional.empty());
    }

    static Call call(String model) {
        return call(model, Duration.ofSeconds(20));
    }

    static Call call(String model, Duration timeout) {
        return new Call(
                model,
                "be brief",
                List.of(new Call.Message(Call.Role.USER, "hello")),
                50,
                0.2,
                timeout,
                Optional.of(new Call.OutputSchema("doc--part", SCHEMA)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
