package io.armature.simulator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the simulator counted, by model; the other side of every bill. Thread-safe. */
public final class Stats {
    private static final int MOST_CALLS_KEPT = 200_000;

    /** US dollars per million tokens: input, output. */
    private static final Map<String, BigDecimal[]> PRICES = Map.of(
            "mistralai/mistral-small-3.2-24b-instruct", prices("0.10", "0.30"),
            "anthropic/claude-3.5-sonnet", prices("1.25", "3.75"));

    /**
     * Sums of one model.
     *
     * @param calls every request, the failed ones included
     * @param answered those answered with status 200
     * @param cost US dollars
     */
    public record OfModel(
            long calls,
            long answered,
            long promptTokens,
            long completionTokens,
            BigDecimal cost,
            Map<String, Long> turns) {}

    /** One request, for tests about repeated calls. */
    public record OneCall(
            String model, String schemaName, String item, int promptHash, String turn, boolean answered) {}

    private final Map<String, OfModel> models = new TreeMap<>();
    private final Deque<OneCall> calls = new ArrayDeque<>();

    /** One token is four bytes of UTF-8, rounded up: simple, and the same on both sides. */
    static int tokens(String text) {
        return (text.getBytes(StandardCharsets.UTF_8).length + 3) / 4;
    }

    synchronized void count(OneCall call, int promptTokens, int completionTokens) {
        OfModel before = models.getOrDefault(call.model(), new OfModel(0, 0, 0, 0, BigDecimal.ZERO, Map.of()));
        BigDecimal[] price = PRICES.getOrDefault(call.model(), prices("0", "0"));
        BigDecimal cost = price[0].multiply(BigDecimal.valueOf(promptTokens))
                .add(price[1].multiply(BigDecimal.valueOf(completionTokens)))
                .movePointLeft(6);
        Map<String, Long> turns = new TreeMap<>(before.turns());
        turns.merge(call.turn(), 1L, Long::sum);
        models.put(
                call.model(),
                new OfModel(
                        before.calls() + 1,
                        before.answered() + (call.answered() ? 1 : 0),
                        before.promptTokens() + promptTokens,
                        before.completionTokens() + completionTokens,
                        before.cost().add(cost),
                        turns));
        calls.addLast(call);
        if (calls.size() > MOST_CALLS_KEPT) {
            calls.removeFirst();
        }
    }

    /** Sums by model id. */
    public synchronized Map<String, OfModel> byModel() {
        return new TreeMap<>(models);
    }

    /** The newest requests, the oldest of them first. */
    public synchronized List<OneCall> calls() {
        return List.copyOf(calls);
    }

    /** Counts from nothing again. */
    public synchronized void reset() {
        models.clear();
        calls.clear();
    }

    private static BigDecimal[] prices(String input, String output) {
        return new BigDecimal[] {new BigDecimal(input), new BigDecimal(output)};
    }
}
