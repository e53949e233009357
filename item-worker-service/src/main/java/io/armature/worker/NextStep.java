package io.armature.worker;

import io.armature.blueprints.Reason;
import io.armature.generation.TierResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What becomes of an item after a tier has worked on it. */
sealed interface NextStep {
    /**
     * It is done.
     *
     * @param meaning the content's vector; empty where the blueprint compares none
     */
    record Accept(JsonNode content, List<Double> meaning) implements NextStep {
        public Accept {
            meaning = List.copyOf(meaning);
        }

        Accept(JsonNode content) {
            this(content, List.of());
        }
    }

    /** The next tier tries. */
    record Escalate(int tier, List<Reason> reasons, Optional<String> lastAnswer) implements NextStep {}

    /** No tier could do it. */
    record Fail(List<Reason> reasons) implements NextStep {}

    /** It is not worth, or not allowed, to go on. */
    record Skip(List<Reason> reasons) implements NextStep {}

    /**
     * Decides.
     *
     * @param tiers how many the stage has
     * @param because why the item left the tier before; told again when this tier could not begin
     */
    static NextStep after(TierResult result, int tier, int tiers, List<Reason> because) {
        return switch (result) {
            case TierResult.Accepted(JsonNode content, var attempts) -> new Accept(content);
            case TierResult.Exhausted(List<Reason> reasons, Optional<String> lastAnswer, var attempts) ->
                onward(tier, tiers, reasons, lastAnswer);
            case TierResult.Unreachable(Reason reason, var attempts) ->
                onward(tier, tiers, List.of(reason), Optional.empty());
            case TierResult.OutOfMoney(Reason reason, var attempts) -> new Skip(with(reason, because));
            case TierResult.OutOfTime(Reason reason, var attempts) -> new Skip(with(reason, because));
        };
    }

    private static NextStep onward(int tier, int tiers, List<Reason> reasons, Optional<String> lastAnswer) {
        return tier + 1 < tiers ? new Escalate(tier + 1, reasons, lastAnswer) : new Fail(reasons);
    }

    private static List<Reason> with(Reason first, List<Reason> others) {
        List<Reason> reasons = new ArrayList<>(List.of(first));
        reasons.addAll(others);
        return List.copyOf(reasons);
    }
}
