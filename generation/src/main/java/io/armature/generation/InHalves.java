package io.armature.generation;

import io.armature.blueprints.Reason;
import io.armature.blueprints.Split;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What stays cut off, written in two: the model's outline, then each half, then both held to the rules as one. */
final class InHalves {
    /** Works on a part of it. */
    @FunctionalInterface
    interface Pieces {
        TierResult of(Stage part) throws InterruptedException;
    }

    private final Split split;
    private final Variables variables;
    private final Pieces pieces;

    InHalves(Split split, Variables variables, Pieces pieces) {
        this.split = split;
        this.variables = variables;
        this.pieces = pieces;
    }

    /**
     * The result of the tier.
     *
     * @param why it cannot be written at once
     * @param attempts all that were made on the tier by then
     */
    TierResult result(Reason why, Supplier<List<Attempt>> attempts) throws InterruptedException {
        List<JsonNode> written = new ArrayList<>();
        Stage next = split.outline();
        for (int number = 1; number <= 3; number++) {
            TierResult piece = pieces.of(next);
            if (!(piece instanceof TierResult.Accepted(JsonNode content, var made))) {
                return given(piece, why, attempts.get());
            }
            written.add(content);
            next = split.half(written.getFirst(), Math.min(number, 2));
        }
        JsonNode whole = split.joined(written.get(1), written.get(2));
        return switch (split.judge(whole, variables)) {
            case Verdict.Accepted(JsonNode content) -> new TierResult.Accepted(content, attempts.get());
            case Verdict.Rejected(List<Reason> reasons) ->
                new TierResult.Exhausted(reasons, Optional.of(whole.toString()), attempts.get());
            case Verdict.CutOff() -> new TierResult.Exhausted(List.of(why), Optional.empty(), attempts.get());
        };
    }

    /** A piece that could not be had ends the tier's work as it ended its own. */
    private static TierResult given(TierResult piece, Reason why, List<Attempt> attempts) {
        return switch (piece) {
            case TierResult.Accepted(JsonNode content, var made) -> new TierResult.Accepted(content, attempts);
            case TierResult.Exhausted(List<Reason> reasons, var answer, var made) -> {
                List<Reason> all = new ArrayList<>(List.of(why));
                all.addAll(reasons);
                yield new TierResult.Exhausted(List.copyOf(all), Optional.empty(), attempts);
            }
            case TierResult.Unreachable(Reason reason, var made) -> new TierResult.Unreachable(reason, attempts);
            case TierResult.OutOfMoney(Reason reason, var made) -> new TierResult.OutOfMoney(reason, attempts);
            case TierResult.OutOfTime(Reason reason, var made) -> new TierResult.OutOfTime(reason, attempts);
        };
    }
}
