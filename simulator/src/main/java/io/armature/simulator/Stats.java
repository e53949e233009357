package io.armature.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the simulator counted, by model; the other side of every bill. Thread-safe. */
public final class Stats {
    /** Outcome of a call that has not ended yet. */
    static final String UNDER_WAY = "under-way";

    private static final int MOST_CALLS_KEPT = 100_000;

    /**
     * Sums of one model.
     *
     * @param calls requests that have ended, and those that hang
     * @param answered those answered with status 200: their tokens are charged, heard or not
     * @param unheard those of the answered whose client had left before the answer
     * @param promptTokens of the answered
     * @param completionTokens of the answered
     * @param cost US dollars, exact, by the simulator's own prices
     * @param outcomes calls by {@link OneCall#outcome()}
     */
    public record OfModel(
            long calls,
            long answered,
            long unheard,
            long promptTokens,
            long completionTokens,
            BigDecimal cost,
            Map<String, Long> outcomes) {
        static final OfModel EMPTY = new OfModel(0, 0, 0, 0, 0, BigDecimal.ZERO, Map.of());

        public OfModel {
            outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
        }

        OfModel plus(OfModel other) {
            Map<String, Long> both = new TreeMap<>(outcomes);
            other.outcomes.forEach((outcome, count) -> both.merge(outcome, count, Long::sum));
            return new OfModel(
                    calls + other.calls,
                    answered + other.answered,
                    unheard + other.unheard,
                    promptTokens + other.promptTokens,
                    completionTokens + other.completionTokens,
                    cost.add(other.cost),
                    both);
        }
    }

    /**
     * One request, as it went.
     *
     * @param number 1 for the first that came since the start or the last reset
     * @param arrived when it came
     * @param latencyMs how long it was meant to take, milliseconds; 0 while it is under way
     * @param model the provider's model id
     * @param schemaName what was asked for; empty when the request did not tell
     * @param item the item's id, {@code skeleton}, or empty when the prompt does not tell
     * @param promptHash equal for equal prompts, 16 hexadecimal digits
     * @param outcome {@code under-way}, {@code good}, {@code cut} (longer than {@code max_tokens}), {@code limited} (a
     *     rate limit), {@code outage}, {@code stopped} (the simulator was), or the {@link Fault}'s name
     * @param status HTTP status; 0 when there was none
     * @param promptTokens tokens counted and charged; 0 when nothing was generated
     * @param completionTokens tokens counted and charged; 0 when nothing was generated
     * @param heard whether the client was still there to take the answer
     */
    public record OneCall(
            long number,
            Instant arrived,
            double latencyMs,
            String model,
            String schemaName,
            String item,
            String promptHash,
            String outcome,
            int status,
            int promptTokens,
            int completionTokens,
            boolean heard) {
        /** What the answer's {@code x-request-id} says: tells this call from all others, over resets as well. */
        public String requestId() {
            return "req-sim-" + arrived.toEpochMilli() + "-" + number;
        }

        OneCall ended(Duration latency, String how, int withStatus, int ofPrompt, int ofAnswer) {
            double millis = latency.toNanos() / 1e6;
            return new OneCall(
                    number,
                    arrived,
                    millis,
                    model,
                    schemaName,
                    item,
                    promptHash,
                    how,
                    withStatus,
                    ofPrompt,
                    ofAnswer,
                    true);
        }

        OneCall notHeard() {
            return new OneCall(
                    number,
                    arrived,
                    latencyMs,
                    model,
                    schemaName,
                    item,
                    promptHash,
                    outcome,
                    status,
                    promptTokens,
                    completionTokens,
                    false);
        }
    }

    private final Map<String, OfModel> models = new TreeMap<>();
    private final Map<Long, OneCall> calls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, OneCall> eldest) {
            return size() > MOST_CALLS_KEPT;
        }
    };
    private long arrived;
    private int underWay;
    private int mostUnderWay;

    /** A call has come. */
    synchronized OneCall begin(ChatRequest request) {
        OneCall call = new OneCall(
                ++arrived,
                Instant.now(),
                0,
                request.model(),
                request.ask().schemaName(),
                request.item(),
                HexFormat.of().toHexDigits(request.promptHash()),
                UNDER_WAY,
                0,
                0,
                0,
                true);
        calls.put(call.number(), call);
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
        return call;
    }

    /** A call has ended. */
    synchronized void end(OneCall call, Price price) {
        underWay--;
        calls.replace(call.number(), call);
        boolean answered = call.status() == 200;
        models.merge(
                call.model(),
                new OfModel(
                        1,
                        answered ? 1 : 0,
                        0,
                        call.promptTokens(),
                        call.completionTokens(),
                        price.cost(call.promptTokens(), call.completionTokens()),
                        Map.of(call.outcome(), 1L)),
                OfModel::plus);
    }

    /** The client of a call that has ended was not there any more. */
    synchronized void unheard(OneCall call) {
        calls.replace(call.number(), call.notHeard());
        models.merge(call.model(), new OfModel(0, 0, 1, 0, 0, BigDecimal.ZERO, Map.of()), OfModel::plus);
    }

    /** Sums by the provider's model id. */
    public synchronized Map<String, OfModel> byModel() {
        return new TreeMap<>(models);
    }

    /** Sums over all models. */
    public synchronized OfModel total() {
        return models.values().stream().reduce(OfModel.EMPTY, OfModel::plus);
    }

    /** Requests under way now. */
    public synchronized int underWay() {
        return underWay;
    }

    /** Most requests under way at one time. */
    public synchronized int mostUnderWay() {
        return mostUnderWay;
    }

    /** The newest 100,000 requests in the order in which they came, those under way included. */
    public synchronized List<OneCall> calls() {
        return List.copyOf(calls.values());
    }

    /** Counts from nothing again. */
    public synchronized void reset() {
        models.clear();
        calls.clear();
        mostUnderWay = underWay;
    }
}
