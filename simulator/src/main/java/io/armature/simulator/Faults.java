package io.armature.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one model behaves.
 *
 * @param latency time to answer
 * @param latencyBySchema other times for answers of these schemas, for example {@code meal-day--skeleton}
 * @param chances probability per call of each fault, 0 to 1; together at most 1. Of a whole document in one call those
 *     of malformed content, broken schema and broken rule are per item
 * @param poison ids of items (or {@code skeleton}, or {@code single} for whole documents) that this model never gets
 *     right; a whole document that holds such an item is not right either
 * @param poisonText texts; when the prompt holds one of them, this model never gets it right
 * @param poisonAs what goes wrong with those
 * @param outage answers 503 to everything
 * @param retryAfterMs what a 429 of chance asks the client to wait, milliseconds
 * @param limits what it lets through in a minute
 */
public record Faults(
        Latency latency,
        Map<String, Latency> latencyBySchema,
        Map<Fault, Double> chances,
        Set<String> poison,
        List<String> poisonText,
        Fault poisonAs,
        boolean outage,
        long retryAfterMs,
        Limits limits) {
    private static final long RETRY_AFTER_MS = 1_000;
    private static final Set<Fault> OF_CONTENT = Set.of(Fault.MALFORMED, Fault.SCHEMA, Fault.RULE);

    /** Quick and faultless. */
    public static final Faults NONE = new Faults(
            Latency.NONE, Map.of(), Map.of(), Set.of(), List.of(), Fault.RULE, false, RETRY_AFTER_MS, Limits.NONE);

    public Faults {
        latencyBySchema = Map.copyOf(latencyBySchema);
        chances = Map.copyOf(chances);
        poison = Set.copyOf(poison);
        poisonText = List.copyOf(poisonText);
        double sum = chances.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 1 + 1e-9 || chances.values().stream().anyMatch(p -> !(p >= 0))) {
            throw new IllegalArgumentException(
                    "the chances of a model's faults are each 0 to 1 and together at most 1, but they are " + chances);
        }
        if (retryAfterMs < 0 || retryAfterMs > 3_600_000) {
            throw new IllegalArgumentException("retryAfterMs is 0 to 3600000, not " + retryAfterMs);
        }
    }

    /** From JSON, where everything may be left out. */
    @JsonCreator
    static Faults of(
            @Nullable Latency latency,
            @Nullable Map<String, Latency> latencyBySchema,
            @Nullable Map<Fault, Double> chances,
            @Nullable Set<String> poison,
            @Nullable List<String> poisonText,
            @Nullable Fault poisonAs,
            @Nullable Boolean outage,
            @Nullable Long retryAfterMs,
            @Nullable Limits limits) {
        return new Faults(
                Objects.requireNonNullElse(latency, Latency.NONE),
                Objects.requireNonNullElse(latencyBySchema, Map.of()),
                Objects.requireNonNullElse(chances, Map.of()),
                Objects.requireNonNullElse(poison, Set.of()),
                Objects.requireNonNullElse(poisonText, List.of()),
                Objects.requireNonNullElse(poisonAs, Fault.RULE),
                Objects.requireNonNullElse(outage, false),
                Objects.requireNonNullElse(retryAfterMs, RETRY_AFTER_MS),
                Objects.requireNonNullElse(limits, Limits.NONE));
    }

    /**
     * Which fault a draw hits. The order of {@link Fault} decides, so equal chances and draws hit equal faults.
     *
     * @param items how many items the answer holds: of each the content is wrong with the same probability p, and the
     *     answer with 1 - (1 - p)^n. What does not lie in the content, a 429 for example, comes once for each call
     */
    Optional<Fault> drawn(double draw, int items) {
        double ofOne = OF_CONTENT.stream()
                .mapToDouble(fault -> chances.getOrDefault(fault, 0.0))
                .sum();
        double larger = items > 1 && ofOne > 0 ? (1 - Math.pow(1 - ofOne, items)) / ofOne : 1;
        double at = 0;
        for (Fault fault : Fault.values()) {
            at += chances.getOrDefault(fault, 0.0) * (OF_CONTENT.contains(fault) ? larger : 1);
            if (draw < at) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    boolean poisons(String item, String prompt) {
        return poison.contains(item) || poisonText.stream().anyMatch(prompt::contains);
    }

    Latency latencyOf(String schemaName) {
        return latencyBySchema.getOrDefault(schemaName, latency);
    }

    /** The same with another time to answer. */
    public Faults withLatency(Latency other) {
        return new Faults(other, latencyBySchema, chances, poison, poisonText, poisonAs, outage, retryAfterMs, limits);
    }

    /** The same with another time to answer with this schema. */
    public Faults withLatency(String schemaName, Latency other) {
        return new Faults(
                latency,
                with(latencyBySchema, schemaName, other),
                chances,
                poison,
                poisonText,
                poisonAs,
                outage,
                retryAfterMs,
                limits);
    }

    /** The same with another chance of one fault. */
    public Faults withChance(Fault fault, double chance) {
        return new Faults(
                latency,
                latencyBySchema,
                with(chances, fault, chance),
                poison,
                poisonText,
                poisonAs,
                outage,
                retryAfterMs,
                limits);
    }

    /** The same with these items poisoned. */
    public Faults withPoison(String... items) {
        Set<String> all = new TreeSet<>(poison);
        all.addAll(List.of(items));
        return new Faults(latency, latencyBySchema, chances, all, poisonText, poisonAs, outage, retryAfterMs, limits);
    }

    /** The same, where this goes wrong with what is poisoned. */
    public Faults withPoisonAs(Fault fault) {
        return new Faults(latency, latencyBySchema, chances, poison, poisonText, fault, outage, retryAfterMs, limits);
    }

    /** The same, down or up. */
    public Faults withOutage(boolean down) {
        return new Faults(latency, latencyBySchema, chances, poison, poisonText, poisonAs, down, retryAfterMs, limits);
    }

    /** The same with other limits. */
    public Faults withLimits(Limits other) {
        return new Faults(latency, latencyBySchema, chances, poison, poisonText, poisonAs, outage, retryAfterMs, other);
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
