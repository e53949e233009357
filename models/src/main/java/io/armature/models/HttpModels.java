package io.armature.models;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the providers of a catalogue over HTTP/1.1: over HTTP/2 the JDK's client throws past the server's stream limit.
 */
final class HttpModels implements LanguageModels {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Far above any answer within a model's budget: 8 MiB. What is longer is not read on. */
    private static final long MOST_BYTES = 8L << 20;

    private final ModelsSettings settings;
    private final Clock clock;
    private final Hearing hearing;
    private final Map<String, Provider> providers = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            // What the client does beside its selector is short; a platform thread for each piece costs more than it.
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** Who is told what a provider says is left of its limits. */
    @FunctionalInterface
    interface Hearing {
        void heard(String served, List<Allowance> allowances);
    }

    HttpModels(ModelsSettings settings, Clock clock, Hearing hearing) {
        this.settings = settings;
        this.clock = clock;
        this.hearing = hearing;
        settings.providers()
                .forEach((name, provider) -> providers.put(
                        name,
                        switch (provider.kind()) {
                            case OPENAI -> new OpenAiProvider(provider);
                            case ANTHROPIC -> new AnthropicProvider(provider);
                        }));
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        ModelSettings model = settings.model(call.model());
        Provider provider = providers.get(model.provider());
        ProviderSettings where = settings.providers().get(model.provider());
        if (provider == null || where == null) {
            throw new IllegalStateException("no provider '" + model.provider() + "'");
        }
        WireRequest wire = provider.write(call, model);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(where.baseUrl() + wire.path()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(wire.body())));
        wire.headers().forEach(request::header);
        // A request's own time-out ends with the headers; waiting on the future bounds the body too, and cancelling
        // closes the connection.
        CompletableFuture<HttpResponse<String>> exchange = http.sendAsync(
                request.build(),
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
        try {
            HttpResponse<String> response = exchange.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
            hearing.heard(model.served(), Allowance.read(response.headers(), clock.instant()));
            return read(response, provider);
        } catch (TimeoutException e) {
            return new Reply.TimedOut(call.timeout());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Reply.Unavailable(
                    Optional.empty(),
                    "no answer from " + where.baseUrl() + ": "
                            + (cause instanceof IOException && cause.getMessage() != null
                                    ? cause.getMessage()
                                    : cause));
        } finally {
            exchange.cancel(true);
        }
    }

    private Reply read(HttpResponse<String> response, Provider provider) {
        Optional<String> requestId = response.headers()
                .firstValue("x-request-id")
                .or(() -> response.headers().firstValue("request-id"));
        int status = response.statusCode();
        if (status == 200) {
            try {
                return provider.read(response.body(), requestId);
            } catch (JacksonException e) {
                return new Reply.Unavailable(
                        Optional.empty(), "the provider's answer is not JSON: " + e.getOriginalMessage());
            }
        }
        Optional<Duration> retryAfter = RetryAfter.read(response.headers(), clock.instant());
        String message = "status " + status + ": " + ErrorBody.message(response.body());
        if (status == 429 || status == 529) {
            return new Reply.Throttled(retryAfter, message);
        }
        if (status >= 500 || status == 408) {
            return new Reply.Unavailable(retryAfter, message);
        }
        return new Reply.RejectedByProvider(status, message);
    }
}
