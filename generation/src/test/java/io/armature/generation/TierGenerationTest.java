package io.armature.generation;

import static io.armature.generation.Scene.answered;
import static io.armature.generation.Scene.tier;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Tier;
import io.armature.generation.Attempt.Outcome;
import io.armature.models.Call;
import io.armature.models.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TierGenerationTest {
    private static final Reply CUT_OFF = new Reply.CutOff("{", Scene.USAGE, Optional.empty());
    private static final Reply AWAY = new Reply.Unavailable(Optional.empty(), "status 503");
    private static final Duration DAY = Duration.ofDays(1);

    private static Reply throttled(int seconds) {
        return new Reply.Throttled(Optional.of(Duration.ofSeconds(seconds)), "slow down");
    }

    @Test
    void aGoodAnswerIsAcceptedAndBilled() throws Exception {
        TierResult result = new Scene(answered("good")).run(tier(3));
        assertThat(result).isInstanceOf(TierResult.Accepted.class);
        assertThat(result.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(attempt.cost()).isEqualTo(Scene.COST_OF_A_CALL);
            assertThat(attempt.latency()).isEqualTo(Duration.ofSeconds(1));
            assertThat(attempt.requestId()).contains("req");
            assertThat(attempt.promptHash()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void aBadAnswerIsAskedForAgainWithItsFaults() throws Exception {
        Scene scene = new Scene(answered("wrong"), answered("good"));
        assertThat(scene.run(tier(2)).attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.REJECTED, Outcome.ACCEPTED);
        assertThat(scene.calls.get(1).messages())
                .extracting(Call.Message::text)
                .containsExactly("ask", "wrong", "it is wrong");
    }

    @Test
    void afterTheLastTryTheLastAnswerAndItsFaultsGoOn() throws Exception {
        Scene scene = new Scene(answered("wrong"), answered("worse"));
        assertThat(scene.run(tier(2))).isInstanceOfSatisfying(TierResult.Exhausted.class, end -> {
            assertThat(end.lastAnswer()).contains("worse");
            assertThat(end.reasons()).extracting(r -> r.message()).containsExactly("it is worse");
        });
        assertThat(scene.calls).hasSize(2);
    }

    @Test
    void anAnswerCutOffGetsTheLargerBudgetOnce() throws Exception {
        Scene scene = new Scene(CUT_OFF);
        assertThat(scene.run(tier(5)))
                .isInstanceOfSatisfying(
                        TierResult.Exhausted.class,
                        end -> assertThat(end.reasons()).singleElement().satisfies(reason -> {
                            assertThat(reason.code()).isEqualTo("truncated");
                            assertThat(reason.message()).isEqualTo("the answer was cut off at 10 of 200 tokens");
                        }));
        assertThat(scene.calls).extracting(Call::maxTokens).containsExactly(100, 200);
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsCutOffWhateverTheProviderSays() throws Exception {
        Scene scene = new Scene(answered("half"), answered("good"));
        assertThat(scene.run(tier(1)).attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.TRUNCATED, Outcome.ACCEPTED);
    }

    @Test
    void noBudgetIsLargerThanTheModelCanAnswer() throws Exception {
        Tier tier = new Tier("cheap", 3, 800, 5_000, Duration.ofSeconds(30), Duration.ofSeconds(60), 0);
        Scene scene = new Scene(CUT_OFF);
        TierResult result = scene.run(tier);
        assertThat(scene.calls).extracting(Call::maxTokens).containsExactly(800, Scene.MOST_OF_THE_MODEL);
        assertThat(result)
                .isInstanceOfSatisfying(
                        TierResult.Exhausted.class,
                        end -> assertThat(end.reasons().getFirst().message())
                                .contains("the most that 'cheap' writes in one answer", "the blueprint grants 5000"));
        assertThat(result.attempts().getFirst().reasons().getFirst().message()).doesNotContain("the most that");
    }

    @Test
    void aRefusalEndsTheTierAtOnce() throws Exception {
        Scene scene = new Scene(new Reply.Refused("no", Scene.USAGE, Optional.empty()));
        TierResult result = scene.run(tier(5));
        assertThat(result).isInstanceOf(TierResult.Exhausted.class);
        assertThat(result.attempts()).extracting(Attempt::cost).containsExactly(Scene.COST_OF_A_CALL);
    }

    @Test
    void callsWithoutAnAnswerCostNoTryAndNoMoney() throws Exception {
        Scene scene = new Scene(AWAY, new Reply.TimedOut(Duration.ofSeconds(30)), throttled(1), answered("good"));
        TierResult result = scene.run(tier(1));
        assertThat(result).isInstanceOf(TierResult.Accepted.class);
        assertThat(result.attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.UNANSWERED, Outcome.UNANSWERED, Outcome.UNANSWERED, Outcome.ACCEPTED);
        assertThat(result.attempts().stream().map(Attempt::cost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(Scene.COST_OF_A_CALL);
    }

    @Test
    void aWaitThatTheProviderAskedForIsNeverCutShort() throws Exception {
        Scene scene = new Scene(throttled(20), answered("good"));
        scene.run(tier(1));
        assertThat(scene.waits)
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21)));
    }

    @Test
    void aCallThatWasHeldBackIsNoAttempt() throws Exception {
        Scene scene = new Scene(new Reply.Held(Duration.ofSeconds(5), "wait"), answered("good"));
        assertThat(scene.run(tier(1)).attempts()).extracting(Attempt::outcome).containsExactly(Outcome.ACCEPTED);
    }

    @Test
    void afterThePatienceTheModelIsUnreachableAndFewOfTheVainCallsAreListed() throws Exception {
        Scene scene = new Scene(AWAY).callsTake(Duration.ofMillis(1));
        Tier patient = new Tier("cheap", 1, 100, 200, Duration.ofSeconds(30), Duration.ofHours(2), 0);
        TierResult result = scene.run(patient);
        assertThat(result).isInstanceOf(TierResult.Unreachable.class);
        assertThat(scene.calls).hasSizeGreaterThan(100);
        assertThat(result.attempts()).hasSize(10);
    }

    @Test
    void aWaitLongerThanThePatienceIsNotBegun() throws Exception {
        Scene scene = new Scene(throttled(61));
        assertThat(scene.run(tier(1))).isInstanceOf(TierResult.Unreachable.class);
        assertThat(scene.waits).isEmpty();
    }

    @Test
    void patienceIsForSilenceNotForSlowAnswers() throws Exception {
        Scene scene = new Scene(answered("wrong"), AWAY, answered("good")).callsTake(Duration.ofSeconds(59));
        assertThat(scene.run(tier(2))).isInstanceOf(TierResult.Accepted.class);
    }

    @Test
    void aCallThatTheProviderRejectsIsNotMadeAgain() throws Exception {
        Scene scene = new Scene(new Reply.RejectedByProvider(401, "status 401: bad key"));
        assertThat(scene.run(tier(5)))
                .isInstanceOfSatisfying(
                        TierResult.Unreachable.class,
                        end -> assertThat(end.reason().message()).contains("bad key"));
        assertThat(scene.calls).hasSize(1);
    }

    @Test
    void noCallIsMadeThatCouldCostMoreThanIsLeft() throws Exception {
        Scene scene = new Scene(answered("good"));
        assertThat(scene.run(tier(1), Optional.of(new BigDecimal("0.001")), DAY))
                .isInstanceOf(TierResult.OutOfMoney.class);
        assertThat(scene.calls).isEmpty();
    }

    @Test
    void noCallIsStartedAfterTheDeadline() throws Exception {
        Scene scene = new Scene(answered("wrong"));
        assertThat(scene.run(tier(5), Optional.empty(), Duration.ofSeconds(2)))
                .isInstanceOf(TierResult.OutOfTime.class);
        assertThat(scene.calls).extracting(Call::timeout).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotBegun() throws Exception {
        Scene scene = new Scene(throttled(30));
        assertThat(scene.run(tier(5), Optional.empty(), Duration.ofSeconds(20)))
                .isInstanceOf(TierResult.OutOfTime.class);
        assertThat(scene.waits).isEmpty();
    }
}
