package io.armature.simulator;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a model behaves. Probabilities are per call, 0-1, and add up to at most 1; {@code malformed} to {@code rule}
 * spoil the answer, the others take its place.
 *
 * @param latencyMs median time to answer, milliseconds
 * @param latencySigma spread of the lognormal around it; 0 for always the same
 * @param latencyBySchema other medians for answers of these schemas, for example {@code meal-day--skeleton}
 * @param malformed JSON with a hole in it
 * @param prose good JSON in a code fence with words around
 * @param schema a member is missing
 * @param rule numbers that do not add up
 * @param truncated cut off, {@code finish_reason=length}
 * @param refused the model declines
 * @param throttled 429 with {@code Retry-After}
 * @param error500 status 500
 * @param hang no answer for ten minutes
 * @param poison ids of items that this model never gets right; {@code skeleton} for the skeleton
 * @param outage answers 503 to everything
 */
public record Faults(
        double latencyMs,
        double latencySigma,
        @Nullable Map<String, Double> latencyBySchema,
        double malformed,
        double prose,
        double schema,
        double rule,
        double truncated,
        double refused,
        double throttled,
        double error500,
        double hang,
        @Nullable List<String> poison,
        boolean outage) {
    public Faults {
        latencyBySchema = Map.copyOf(Objects.requireNonNullElse(latencyBySchema, Map.of()));
        poison = List.copyOf(Objects.requireNonNullElse(poison, List.of()));
        double sum = malformed + prose + schema + rule + truncated + refused + throttled + error500 + hang;
        if (sum > 1.000_001 || latencyMs < 0 || latencySigma < 0) {
            throw new IllegalArgumentException("the probabilities of a model's faults add up to " + sum
                    + "; at most 1, and no" + " latency below 0");
        }
    }

    /** Quick and faultless. */
    public static final Faults NONE = new Faults(0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), false);

    /** What to do with one call. */
    enum Turn {
        GOOD,
        MALFORMED,
        PROSE,
        SCHEMA,
        RULE,
        TRUNCATED,
        REFUSED,
        THROTTLED,
        ERROR,
        HANG
    }

    /** @param draw uniform in [0,1) */
    Turn turn(double draw) {
        double[] shares = {throttled, error500, hang, refused, truncated, malformed, prose, schema, rule};
        Turn[] turns = {
            Turn.THROTTLED,
            Turn.ERROR,
            Turn.HANG,
            Turn.REFUSED,
            Turn.TRUNCATED,
            Turn.MALFORMED,
            Turn.PROSE,
            Turn.SCHEMA,
            Turn.RULE
        };
        double at = 0;
        for (int i = 0; i < shares.length; i++) {
            at += shares[i];
            if (draw < at) {
                return turns[i];
            }
        }
        return Turn.GOOD;
    }

    double latencyFor(String schemaName) {
        return Objects.requireNonNull(latencyBySchema).getOrDefault(schemaName, latencyMs);
    }

    boolean poisons(String item) {
        return Objects.requireNonNull(poison).contains(item);
    }
}
