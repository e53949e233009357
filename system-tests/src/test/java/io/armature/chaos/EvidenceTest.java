package io.armature.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.Attempt;
import io.armature.events.AttemptOutcome;
import io.armature.events.Bill;
import io.armature.events.Charges;
import io.armature.events.Outcome;
import io.armature.events.Phase;
import io.armature.events.PlanCompleted;
import io.armature.simulator.Stats.OneCall;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker must see what it is there to see. */
class EvidenceTest {
    static {
        Topic.values(); // Whoever loads it trusts the generated events.
    }

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final OneCall CALL = call(1, "a", true);
    private static final Evidence PEACE = new Evidence(
            List.of("peace"), Map.of("peace", List.of(plan("peace", "{}", CALL))), List.of(CALL), Map.of());

    @Test
    void aRunLikeTheUndisturbedOneIsAllRight() {
        assertThat(run(List.of(plan("j", "{}", CALL)), CALL).against(PEACE)).isEmpty();
    }

    @Test
    void aJobThatEndedTwiceOrNotAtAllIsSeen() {
        PlanCompleted end = plan("j", "{}", CALL);

        assertThat(run(List.of(end, end), CALL).against(PEACE)).contains("j ended 2 times");
        assertThat(new Evidence(List.of("j"), Map.of(), List.of(), Map.of()).against(PEACE))
                .contains("j ended 0 times");
    }

    @Test
    void anotherDocumentIsSeen() {
        assertThat(run(List.of(plan("j", "{\"x\":1}", CALL)), CALL).against(PEACE))
                .containsExactly("j has another document than in the undisturbed run");
    }

    @Test
    void aChargeForACallThatWasNotMadeIsSeen() {
        assertThat(run(List.of(plan("j", "{}", CALL, call(2, "b", true))), CALL).against(PEACE))
                .singleElement()
                .asString()
                .contains("charged twice, or was never answered");
    }

    @Test
    void aCallChargedTwiceIsSeen() {
        assertThat(run(List.of(plan("j", "{}", CALL, CALL)), CALL).against(PEACE))
                .singleElement()
                .asString()
                .contains("charged twice");
    }

    @Test
    void aGoodAnswerThatWasAskedForAgainIsSeenAndAnAnswerOnNoBillToo() {
        OneCall again = call(2, "a", true);
        Evidence evidence = run(List.of(plan("j", "{}", again)), CALL, again);

        assertThat(evidence.repeats()).containsExactly(new Evidence.Repeat(CALL, again, Optional.empty()));
        assertThat(evidence.unbilled()).containsExactly(CALL);
        assertThat(evidence.against(PEACE)).isEmpty();
    }

    private static Evidence run(List<PlanCompleted> ends, OneCall... calls) {
        return new Evidence(List.of("j"), Map.of("j", ends), List.of(calls), Map.of());
    }

    private static OneCall call(long number, String prompt, boolean heard) {
        return new OneCall(number, NOON, 100, "cheap", "s", "i", prompt, "good", 200, 10, 5, heard);
    }

    private static PlanCompleted plan(String job, String document, OneCall... charged) {
        List<Attempt> attempts = java.util.Arrays.stream(charged)
                .map(call -> Attempt.newBuilder()
                        .setAttemptId("attempt")
                        .setPhase(Phase.SKELETON)
                        .setTier(0)
                        .setModel("cheap")
                        .setOutcome(AttemptOutcome.ACCEPTED)
                        .setPromptTokens(call.promptTokens())
                        .setCompletionTokens(call.completionTokens())
                        .setCost(BigDecimal.ZERO.setScale(12))
                        .setStartedAt(NOON)
                        .setLatencyMs(100)
                        .setPromptHash("hash")
                        .setRequestId(call.requestId())
                        .build())
                .toList();
        Charges nothing = Charges.newBuilder()
                .setOf("")
                .setCalls(0)
                .setPromptTokens(0)
                .setCompletionTokens(0)
                .setCost(BigDecimal.ZERO.setScale(12))
                .build();
        return PlanCompleted.newBuilder()
                .setJobId(job)
                .setBlueprint("burst")
                .setOutcome(Outcome.COMPLETE)
                .setDocument(document)
                .setSkeletonAttempts(attempts)
                .setBill(Bill.newBuilder()
                        .setTotal(nothing)
                        .setByPhase(List.of())
                        .setByModel(List.of())
                        .setByItem(List.of())
                        .setFallback(nothing)
                        .build())
                .setRequestedAt(NOON)
                .setCompletedAt(NOON)
                .build();
    }
}
