package io.armature.worker;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.answers.KeptAnswers;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Together;
import io.armature.blueprints.Together.Member;
import io.armature.blueprints.Verdict;
import io.armature.events.Phase;
import io.armature.generation.Assignment;
import io.armature.generation.Attempt;
import io.armature.generation.TierResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * One call for several items. Each item has its part of the answer judged by itself, and its part of the call on its
 * bill; what is not good is left to be asked for alone. An answer that says nothing of an item costs it no try.
 */
final class GroupCall {
    /** Works on a tier. */
    @FunctionalInterface
    interface Tiers {
        TierResult on(Assignment assignment) throws InterruptedException;
    }

    /**
     * What the call came to for one item.
     *
     * @param item with its part of the bill
     * @param end of the work on its tier; empty when it is to be asked for alone
     */
    record Part(LaneItem item, Optional<TierResult> end) {}

    private final LaneItem group;
    private final List<LaneItem> items;
    private final Stage stage;
    private final Together together;
    private final List<Member> members;

    /**
     * Of a record that asks for several.
     *
     * @param stage of their kind, as the plan wishes it
     * @throws tools.jackson.core.JacksonException when input, header, or a spec is not JSON
     */
    GroupCall(LaneItem group, Stage stage, Together together) {
        this.group = group;
        this.items = group.members();
        this.stage = stage;
        this.together = together;
        this.members = items.stream()
                .map(item -> new Member(item.request().getItemId(), item.variables()))
                .toList();
    }

    /**
     * Makes the call.
     *
     * @param attempts is told every attempt, whole
     */
    List<Part> make(Tiers tiers, java.util.function.Consumer<List<Attempt>> attempts) throws InterruptedException {
        TierResult result = tiers.on(assignment());
        attempts.accept(result.attempts());
        return switch (result) {
            case TierResult.Accepted(JsonNode content, var made) -> {
                List<Together.Part> parts = together.parts(content, members);
                yield each(i -> judged(i, made, parts.get(i)));
            }
            // The group is too much for the model, or for the money: each item may not be.
            case TierResult.Exhausted(var reasons, var answer, var made) -> each(i -> alone(i, made));
            case TierResult.OutOfMoney(var reason, var made) -> each(i -> alone(i, made));
            case TierResult.Unreachable(Reason reason, var made) ->
                each(i -> ended(i, made, new TierResult.Unreachable(reason, List.of())));
            case TierResult.OutOfTime(Reason reason, var made) ->
                each(i -> ended(i, made, new TierResult.OutOfTime(reason, List.of())));
        };
    }

    private Assignment assignment() throws InterruptedException {
        return new Assignment(
                together.of(members),
                members.getFirst().variables(),
                0,
                Optional.empty(),
                Optional.ofNullable(group.request().getMaxCost())
                        .map(each -> each.multiply(BigDecimal.valueOf(items.size()))),
                group.request().getDeadline(),
                group.kept().of(group.record(), group.request().getJobId(), KeptAnswers.WHOLE));
    }

    private List<Part> each(java.util.function.IntFunction<Part> part) {
        return IntStream.range(0, items.size()).mapToObj(part).toList();
    }

    private Part judged(int index, List<Attempt> made, Together.Part part) {
        return switch (part.verdict()) {
            case Verdict.Accepted(JsonNode content) -> ended(index, made, new TierResult.Accepted(content, List.of()));
            case Verdict.Rejected(List<Reason> reasons) -> {
                LaneItem item = items.get(index).after(shares(index, made, reasons));
                if (part.answer().isEmpty()) {
                    yield new Part(item, Optional.empty());
                }
                String answer = part.answer().get();
                yield stage.tiers().getFirst().tries() > 1
                        ? new Part(item.rejected(answer, reasons), Optional.empty())
                        : new Part(
                                item, Optional.of(new TierResult.Exhausted(reasons, Optional.of(answer), List.of())));
            }
            case Verdict.CutOff() -> alone(index, made);
        };
    }

    private Part alone(int index, List<Attempt> made) {
        return new Part(items.get(index).after(shares(index, made, List.of())), Optional.empty());
    }

    private Part ended(int index, List<Attempt> made, TierResult end) {
        return new Part(items.get(index).after(shares(index, made, List.of())), Optional.of(end));
    }

    /** Calls without an answer cost nothing: the first item tells of them. */
    private List<io.armature.events.Attempt> shares(int index, List<Attempt> made, List<Reason> faults) {
        List<Attempt> shares = new ArrayList<>();
        for (Attempt attempt : made) {
            if (attempt.outcome() != Attempt.Outcome.UNANSWERED) {
                Attempt share = attempt.part(index, items.size());
                shares.add(faults.isEmpty() ? share : share.judged(Attempt.Outcome.REJECTED, faults));
            } else if (index == 0) {
                shares.add(attempt);
            }
        }
        return AttemptEvents.of(Phase.ITEM, shares);
    }
}
