package io.armature.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code POST /v1/chat/completions}: lets a call go its course, and counts it. */
final class ChatDoor {
    private static final Duration LONGEST_HANG = Duration.ofMinutes(10);
    /** Clients that leave do so while they wait; answers that take no time need not look for it. */
    private static final Duration LOOKS_FOR_CLIENT = Duration.ofMillis(20);

    private final Supplier<SimulatorSettings> settings;
    private final Stats stats;
    private final Luck luck;
    private final Written memory;
    private final Map<String, RateLimit> rateLimits = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile Consumer<String> listener = body -> {};

    ChatDoor(Supplier<SimulatorSettings> settings, Stats stats, Luck luck, Written memory) {
        this.settings = settings;
        this.stats = stats;
        this.luck = luck;
        this.memory = memory;
    }

    void listen(Consumer<String> other) {
        listener = other;
    }

    void handle(HttpExchange exchange) throws IOException {
        ChatRequest request;
        byte[] body = exchange.getRequestBody().readAllBytes();
        listener.accept(new String(body, StandardCharsets.UTF_8));
        try {
            request = ChatRequest.of(body);
        } catch (IllegalArgumentException e) {
            Http.error(exchange, 400, Map.of(), "invalid_request_error", String.valueOf(e.getMessage()));
            return;
        }
        new Visit(exchange, request, settings.get(), stats.begin(request)).go();
    }

    /** One call on its way through. */
    private final class Visit {
        private final HttpExchange exchange;
        private final ChatRequest request;
        private final SimulatorSettings now;
        private final Stats.OneCall call;
        private final Faults faults;
        private final RateLimit rateLimit;
        private final Map<String, String> headers = new HashMap<>();
        private Duration latency = Duration.ZERO;

        Visit(HttpExchange exchange, ChatRequest request, SimulatorSettings now, Stats.OneCall call) {
            this.exchange = exchange;
            this.request = request;
            this.now = now;
            this.call = call;
            this.faults = now.of(request.model());
            this.rateLimit = rateLimits.computeIfAbsent(request.model(), m -> new RateLimit(System::nanoTime));
            headers.put("x-request-id", call.requestId());
        }

        void go() throws IOException {
            try {
                letGo();
            } catch (InterruptedException e) {
                count("stopped", 0, 0, 0);
                exchange.close();
            }
        }

        private void letGo() throws IOException, InterruptedException {
            // An outage and a full limit say nothing of this prompt, so they are no draw of its luck.
            if (faults.outage()) {
                failed("outage", 503, "server_error", "the model is down; try again later");
                return;
            }
            int reserved = request.promptTokens() + request.maxTokens();
            Optional<Duration> wait = rateLimit.take(faults.limits(), reserved);
            headers.putAll(rateLimit.headers());
            if (wait.isPresent()) {
                throttled("limited", wait.get());
                return;
            }
            Course course = Course.of(request, now, luck.next(now.seed(), request.model(), request.promptHash()));
            latency = course.latency();
            if (course.fault().isPresent()) {
                faulty(course, course.fault().get(), reserved);
            } else {
                answer(course, reserved);
            }
        }

        private void faulty(Course course, Fault fault, int reserved) throws IOException, InterruptedException {
            switch (fault) {
                case THROTTLED -> throttled(fault.toString(), Duration.ofMillis(faults.retryAfterMs()));
                case ERROR -> {
                    Thread.sleep(latency);
                    failed(fault.toString(), 500, "server_error", "the model stumbled; try again");
                }
                case HANG -> {
                    // Counted when it begins: who looks for hanging calls does not want to wait for their end.
                    count(fault.toString(), 0, 0, 0);
                    hang();
                    exchange.close();
                }
                case DROPPED -> {
                    Thread.sleep(latency);
                    count(fault.toString(), 0, 0, 0);
                    exchange.close();
                }
                case REFUSED, TRUNCATED, MALFORMED, PROSE, SCHEMA, RULE, REPEATS -> answer(course, reserved);
            }
        }

        private static void hang() {
            try {
                Thread.sleep(LONGEST_HANG);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void answer(Course course, int reserved) throws IOException, InterruptedException {
            long written = System.nanoTime();
            // Who never repeats anything need not remember it.
            Written lately = faults.chances().containsKey(Fault.REPEATS) ? memory : new Written();
            Completion completion = Completion.of(request, course, now.seed(), lately);
            String body = completion
                    .body(
                            "chatcmpl-sim-" + ids.incrementAndGet(),
                            request.model(),
                            call.arrived().getEpochSecond(),
                            now.seed())
                    .toString();
            // The time that writing took is part of the latency, so that the client sees what was drawn.
            Duration left = latency.minusNanos(System.nanoTime() - written);
            if (left.isPositive()) {
                Thread.sleep(left);
            }
            rateLimit.giveBack(reserved - completion.promptTokens() - completion.completionTokens());
            // Counted before it is sent: who has the answer finds it in the counts.
            Stats.OneCall ended =
                    count(completion.outcome(), 200, completion.promptTokens(), completion.completionTokens());
            try {
                Http.write(exchange, 200, headers, body, latency.compareTo(LOOKS_FOR_CLIENT) > 0);
            } catch (IOException e) {
                stats.unheard(ended);
            }
        }

        private void throttled(String outcome, Duration wait) throws IOException {
            headers.put("retry-after-ms", Long.toString(wait.toMillis()));
            headers.put("Retry-After", Long.toString((wait.toMillis() + 999) / 1_000));
            failed(
                    outcome,
                    429,
                    "rate_limit_exceeded",
                    "rate limit reached for " + request.model() + "; try again in " + wait.toMillis() + " ms");
        }

        private void failed(String outcome, int status, String type, String message) throws IOException {
            count(outcome, status, 0, 0);
            Http.error(exchange, status, headers, type, message);
        }

        private Stats.OneCall count(String outcome, int status, int promptTokens, int completionTokens) {
            Stats.OneCall ended = call.ended(latency, outcome, status, promptTokens, completionTokens);
            stats.end(ended, now.price(request.model()));
            return ended;
        }
    }
}
