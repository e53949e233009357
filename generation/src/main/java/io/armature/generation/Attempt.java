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
        boolean reused) {
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
}
