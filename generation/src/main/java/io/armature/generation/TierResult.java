package io.armature.generation;

import io.armature.blueprints.Reason;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What came of working on one tier. Every call made is in {@code attempts}, in order. */
public sealed interface TierResult {
    List<Attempt> attempts();

    /** An answer held every rule. */
    record Accepted(JsonNode content, List<Attempt> attempts) implements TierResult {}

    /** The tries are used up, the answer stays cut off, or the model refuses: another tier may do better. */
    record Exhausted(List<Reason> reasons, Optional<String> lastAnswer, List<Attempt> attempts) implements TierResult {}

    /** The tier's model gave no answer within the tier's patience, or its provider rejects the call. */
    record Unreachable(Reason reason, List<Attempt> attempts) implements TierResult {}

    /** The next call could cost more than is left; no tier above can be cheaper to try. */
    record OutOfMoney(Reason reason, List<Attempt> attempts) implements TierResult {}

    /** The deadline passed. */
    record OutOfTime(Reason reason, List<Attempt> attempts) implements TierResult {}
}
