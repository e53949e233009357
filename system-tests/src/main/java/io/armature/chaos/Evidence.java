package io.armature.chaos;

import io.armature.events.Attempt;
import io.armature.events.DocumentReference;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.simulator.Stats.OneCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run left behind: the ends of its plans as they are on the topic, and the calls as the simulator counted them.
 *
 * @param jobs ids in the order in which they were submitted; equal places had equal inputs
 * @param ends by job id, each as often as it is on the topic
 * @param calls in the order in which they came
 * @param recorded when the broker took the answer of a call into its log, by the call's request id
 */
record Evidence(
        List<String> jobs, Map<String, List<PlanCompleted>> ends, List<OneCall> calls, Map<String, Instant> recorded) {
    Evidence {
        jobs = List.copyOf(jobs);
        ends = Map.copyOf(ends);
        calls = List.copyOf(calls);
        recorded = Map.copyOf(recorded);
    }

    /**
     * A call whose good answer was given, and the same was asked of the same model again later.
     *
     * @param recorded when the answer was in the log of answers; empty when it was not before it was asked for again
     */
    record Repeat(OneCall answered, OneCall again, Optional<Instant> recorded) {}

    /** Everything that is not as it was promised; empty when all is well. */
    List<String> against(Evidence undisturbed) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            String job = jobs.get(i);
            List<PlanCompleted> ended = ends.getOrDefault(job, List.of());
            if (ended.size() == 1) {
                difference(ended.getFirst(), undisturbed.endAt(i)).ifPresent(wrong::add);
            } else {
                wrong.add(job + " ended " + ended.size() + " times");
            }
        }
        wrong.addAll(falseCharges());
        return wrong;
    }

    /** Every good answer that was asked for again. */
    List<Repeat> repeats() {
        List<Repeat> repeats = new ArrayList<>();
        calls.stream()
                .filter(call -> call.status() == 200
                        && (call.outcome().equals("good") || call.outcome().equals("prose")))
                .collect(Collectors.groupingBy(call -> call.model() + "/" + call.promptHash()))
                .values()
                .forEach(same -> {
                    for (int i = 0; i + 1 < same.size(); i++) {
                        OneCall again = same.get(i + 1);
                        repeats.add(new Repeat(
                                same.get(i),
                                again,
                                Optional.ofNullable(recorded.get(same.get(i).requestId()))
                                        .filter(at -> at.isBefore(again.arrived()))));
                    }
                });
        return repeats;
    }

    /** Answered calls that are on no bill, because who had asked was gone. */
    List<OneCall> unbilled() {
        Map<String, Attempt> billed = new HashMap<>();
        charges().forEach(attempt -> billed.put(String.valueOf(attempt.getRequestId()), attempt));
        return calls.stream()
                .filter(call -> call.status() == 200 && !billed.containsKey(call.requestId()))
                .toList();
    }

    private static Optional<String> difference(PlanCompleted plan, PlanCompleted undisturbed) {
        if (plan.getOutcome() != Outcome.COMPLETE) {
            return Optional.of(plan.getJobId() + " ended " + plan.getOutcome() + ": " + plan.getReasons());
        }
        return Objects.equals(plan.getDocument(), undisturbed.getDocument())
                        && Objects.equals(digest(plan), digest(undisturbed))
                ? Optional.empty()
                : Optional.of(plan.getJobId() + " has another document than in the undisturbed run");
    }

    /** Of a document that is too large for its event; empty for others. */
    private static Optional<String> digest(PlanCompleted plan) {
        return Optional.ofNullable(plan.getDocumentReference()).map(DocumentReference::getSha256);
    }

    /** Charged is each answered call, to the token and once; one for several items is charged in parts. */
    private List<String> falseCharges() {
        Map<String, OneCall> answered = calls.stream()
                .filter(call -> call.status() == 200)
                .collect(Collectors.toMap(OneCall::requestId, call -> call));
        Map<String, List<Attempt>> charged =
                charges().collect(Collectors.groupingBy(attempt -> String.valueOf(attempt.getRequestId())));
        List<String> wrong = new ArrayList<>();
        charged.forEach((requestId, parts) -> {
            OneCall call = answered.get(requestId);
            int prompt = parts.stream().mapToInt(Attempt::getPromptTokens).sum();
            int completion =
                    parts.stream().mapToInt(Attempt::getCompletionTokens).sum();
            if (call == null || parts.stream().filter(part -> !part.getShared()).count() != 1) {
                wrong.add("call " + requestId + " is charged twice, or was never answered");
            } else if (call.promptTokens() != prompt || call.completionTokens() != completion) {
                wrong.add("call " + requestId + " is charged with " + prompt + " + " + completion + " tokens, not with "
                        + call.promptTokens() + " + " + call.completionTokens());
            }
        });
        return wrong;
    }

    /** Every attempt that costs something, of all plans. */
    private Stream<Attempt> charges() {
        return ends.values().stream()
                .map(List::getFirst)
                .flatMap(plan -> Stream.concat(
                        plan.getSkeletonAttempts().stream(),
                        plan.getItems().stream().flatMap(item -> item.getAttempts().stream())))
                .filter(attempt -> attempt.getPromptTokens() + attempt.getCompletionTokens() > 0);
    }

    private PlanCompleted endAt(int place) {
        List<PlanCompleted> ended = ends.getOrDefault(jobs.get(place), List.of());
        if (ended.size() != 1 || ended.getFirst().getOutcome() != Outcome.COMPLETE) {
            throw new IllegalStateException("the undisturbed run is no model: " + ended);
        }
        return ended.getFirst();
    }
}
