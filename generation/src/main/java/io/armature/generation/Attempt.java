package io.armature.generation;

import io.armature.blueprints.Reason;
import io.armature.models.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One model call, as it was charged.
 *
 * @param attemptId unique
 * @param tier place in the stage's list of models, from 0
 * @param model name in the catalogue
 * @param outcome how it ended
 * @param reasons why the answer was not accepted; empty when it was
 * @param usage tokens; {@link Usage#NONE} when there was no answer
 * @param cost US dollars, scale 12
 * @param startedAt when the call was sent
 * @param latency from sending to the end of the call
 * @param promptHash SHA-256 of the whole rendered prompt, hexadecimal
 * @param requestId the provider's own name for the call
 * @param reused whether no call was made, since an answer accepted before served
 * @param shared whether the call was made for several items, and another of them counts it: tokens and cost are a part
 */
public record Attempt(
        String attemptId,
        int tier,
        String model,
        Outcome outcome,
        List<Reason> reasons,
        Usage usage,
        BigDecimal cost,
        Instant startedAt,
        Duration latency,
        String promptHash,
        Optional<String> requestId,
        boolean reused,
        boolean shared) {
    /** How a call ended. */
    public enum Outcome {
        ACCEPTED,
        REJECTED,
        TRUNCATED,
        REFUSED,
        UNANSWERED
    }

    public Attempt {
        reasons = List.copyOf(reasons);
    }

    /** A call of one item alone. */
    public Attempt(
            String attemptId,
            int tier,
            String model,
            Outcome outcome,
            List<Reason> reasons,
            Usage usage,
            BigDecimal cost,
            Instant startedAt,
            Duration latency,
            String promptHash,
            Optional<String> requestId,
            boolean reused) {
        this(
                attemptId,
                tier,
                model,
                outcome,
                reasons,
                usage,
                cost,
                startedAt,
                latency,
                promptHash,
                requestId,
                reused,
                false);
    }

    /** What this item's part of the answer was found to be. */
    public Attempt judged(Outcome found, List<Reason> why) {
        return new Attempt(
                attemptId,
                tier,
                model,
                found,
                why,
                usage,
                cost,
                startedAt,
                latency,
                promptHash,
                requestId,
                reused,
                shared);
    }

    /**
     * One of equal parts of a call that was made for several items. The parts' tokens and costs add up to the call's,
     * to the last; the first part counts the call.
     *
     * @param part from 0
     * @param parts how many items
     */
    public Attempt part(int part, int parts) {
        return new Attempt(
                attemptId + "/" + part,
                tier,
                model,
                outcome,
                reasons,
                new Usage(
                        (int) part(usage.promptTokens(), part, parts),
                        (int) part(usage.cachedTokens(), part, parts),
                        (int) part(usage.completionTokens(), part, parts),
                        usage.estimated()),
                BigDecimal.valueOf(part(cost.unscaledValue().longValueExact(), part, parts), cost.scale()),
                startedAt,
                latency,
                promptHash,
                requestId,
                reused,
                part > 0);
    }

    /** What does not divide goes to the first parts, one each. */
    private static long part(long whole, int part, int parts) {
        return whole / parts + (part < whole % parts ? 1 : 0);
    }
}
