package io.armature.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers chat completions: draws what goes wrong, writes, waits, answers, counts. */
final class Completions {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration HANG = Duration.ofMinutes(10);
    private static final int MOST_PROMPTS_REMEMBERED = 500_000;

    private final Supplier<SimulatorSettings> settings;
    private final Stats stats;
    private final Map<Long, Integer> timesAsked = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    Completions(Supplier<SimulatorSettings> settings, Stats stats) {
        this.settings = settings;
        this.stats = stats;
    }

    void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange, Ask.of(JSON.readTree(exchange.getRequestBody().readAllBytes())));
        } catch (JacksonException e) {
            error(exchange, 400, "the request is not JSON: " + e.getOriginalMessage());
        } catch (InterruptedException e) {
            exchange.close();
        } catch (RuntimeException e) {
            error(exchange, 500, "the simulator failed: " + e);
        }
    }

    private void answer(HttpExchange exchange, Ask ask) throws IOException, InterruptedException {
        SimulatorSettings now = settings.get();
        Faults faults = now.faults(ask.model());
        long prompt = hash(ask.model() + ask.prompt());
        if (timesAsked.size() > MOST_PROMPTS_REMEMBERED) {
            timesAsked.clear();
        }
        int times = timesAsked.merge(prompt, 1, Integer::sum);
        // What goes wrong depends on how often this prompt came, the content only on the prompt.
        RandomGenerator luck = new SplittableRandom(now.seed() * 31 + prompt + times * 0x9E3779B97F4A7C15L);
        Faults.Turn turn = faults.poisons(ask.item()) ? Faults.Turn.RULE : faults.turn(luck.nextDouble());
        pause(faults, ask, luck);
        if (faults.outage()) {
            count(ask, prompt, "OUTAGE", 0, 0, false);
            error(exchange, 503, "the model is down");
            return;
        }
        switch (turn) {
            case THROTTLED -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                count(ask, prompt, turn.name(), 0, 0, false);
                error(exchange, 429, "rate limit reached");
            }
            case ERROR -> {
                count(ask, prompt, turn.name(), 0, 0, false);
                error(exchange, 500, "internal error");
            }
            case HANG -> {
                count(ask, prompt, turn.name(), 0, 0, false);
                Thread.sleep(HANG);
                exchange.close();
            }
            case GOOD, MALFORMED, PROSE, SCHEMA, RULE, TRUNCATED, REFUSED ->
                write(exchange, ask, prompt, turn, new SplittableRandom(now.seed() ^ prompt));
        }
    }

    private void write(HttpExchange exchange, Ask ask, long prompt, Faults.Turn turn, RandomGenerator random)
            throws IOException {
        JsonNode content = Writer.write(ask, random);
        String good = content.toString();
        String text = switch (turn) {
            case MALFORMED -> good.replaceFirst("\":", "\"");
            case PROSE -> "Here is what you asked for:\n```json\n" + good + "\n```\nTell me if it fits {you}.";
            case SCHEMA -> Writer.withoutOne(content, random).toString();
            case RULE -> Writer.wrong(content).toString();
            case TRUNCATED -> good.substring(0, good.length() * 2 / 3);
            case GOOD, REFUSED, THROTTLED, ERROR, HANG -> good;
        };
        boolean tooLong = Stats.tokens(text) > ask.maxTokens();
        if (tooLong) {
            text = text.substring(0, Math.min(text.length(), ask.maxTokens() * 4));
        }
        boolean cut = tooLong || turn == Faults.Turn.TRUNCATED;
        boolean refused = turn == Faults.Turn.REFUSED;
        Map<String, Object> message = refused
                ? Map.of("role", "assistant", "content", "", "refusal", "I cannot help with that.")
                : Map.of("role", "assistant", "content", text);
        int promptTokens = Stats.tokens(ask.prompt());
        int completionTokens = refused ? 8 : Stats.tokens(text);
        count(ask, prompt, turn.name(), promptTokens, completionTokens, true);
        Simulator.json(
                exchange,
                200,
                Map.of(
                        "id",
                        "sim-" + ids.incrementAndGet(),
                        "object",
                        "chat.completion",
                        "model",
                        ask.model(),
                        "system_fingerprint",
                        "armature-simulator-invented-content",
                        "choices",
                        List.of(Map.of("index", 0, "message", message, "finish_reason", cut ? "length" : "stop")),
                        "usage",
                        Map.of(
                                "prompt_tokens", promptTokens,
                                "completion_tokens", completionTokens,
                                "total_tokens", promptTokens + completionTokens)));
    }

    private static void pause(Faults faults, Ask ask, RandomGenerator luck) throws InterruptedException {
        double median = faults.latencyFor(ask.schemaName());
        double millis =
                faults.latencySigma() == 0 ? median : median * Math.exp(faults.latencySigma() * luck.nextGaussian());
        if (millis > 0) {
            Thread.sleep(Duration.ofNanos((long) (millis * 1e6)));
        }
    }

    private void count(Ask ask, long prompt, String turn, int promptTokens, int completionTokens, boolean answered) {
        stats.count(
                new Stats.OneCall(ask.model(), ask.schemaName(), ask.item(), Long.hashCode(prompt), turn, answered),
                promptTokens,
                completionTokens);
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        Simulator.json(exchange, status, Map.of("error", Map.of("message", message, "type", "simulated")));
    }

    /** FNV-1a, 64 bits: the same in every process. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
