package io.armature.generation;

import static io.armature.generation.Scene.answered;
import static io.armature.generation.Scene.tier;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Reason;
import io.armature.blueprints.Verdict;
import io.armature.models.Call;
import io.armature.models.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stays cut off is written in two, where the blueprint allows it. */
class InHalvesTest {
    private static final Reply CUT = new Reply.CutOff("{", Scene.USAGE, Optional.empty());

    @Test
    void afterTheLargerBudgetTheModelOutlinesItAndWritesEachHalf() throws Exception {
        Scene scene = new Scene(CUT, CUT, answered("good")).splitting();

        TierResult result = scene.run(tier(3));

        assertThat(result)
                .isInstanceOfSatisfying(
                        TierResult.Accepted.class,
                        accepted -> assertThat(accepted.content().path("whole").asBoolean())
                                .isTrue());
        assertThat(scene.calls)
                .extracting(call -> call.messages().getFirst().text() + " " + call.maxTokens())
                .containsExactly("ask 100", "ask 200", "ask outline 200", "ask half 1 200", "ask half 2 200");
        assertThat(result.attempts())
                .extracting(Attempt::outcome)
                .containsExactly(
                        Attempt.Outcome.TRUNCATED,
                        Attempt.Outcome.TRUNCATED,
                        Attempt.Outcome.ACCEPTED,
                        Attempt.Outcome.ACCEPTED,
                        Attempt.Outcome.ACCEPTED);
        assertThat(scene.kept.answers).hasSize(5);
    }

    @Test
    void aBadHalfIsAskedAgainAndNothingElse() throws Exception {
        Scene scene = new Scene(CUT, CUT, answered("good"), answered("bad"), answered("good")).splitting();

        assertThat(scene.run(tier(3))).isInstanceOf(TierResult.Accepted.class);

        assertThat(scene.calls)
                .extracting(call -> call.messages().getFirst().text())
                .containsExactly("ask", "ask", "ask outline", "ask half 1", "ask half 1", "ask half 2");
    }

    @Test
    void aHalfThatIsCutOffTooIsTheNextTiersTurn() throws Exception {
        Scene scene = new Scene(CUT, CUT, answered("good"), CUT).splitting();

        assertThat(scene.run(tier(3))).isInstanceOfSatisfying(TierResult.Exhausted.class, exhausted -> {
            assertThat(exhausted.reasons()).extracting(Reason::code).containsExactly("truncated", "truncated");
            assertThat(exhausted.attempts()).hasSize(4);
        });
        assertThat(scene.calls).hasSize(4);
    }

    @Test
    void aWholeThatBreaksARuleIsTheNextTiersTurnWithItsFaults() throws Exception {
        Scene scene = new Scene(CUT, CUT, answered("good")).splitting();
        Reason broken = new Reason("rule", "", "it is not right");
        scene.judgeWhole = new Verdict.Rejected(List.of(broken));

        assertThat(scene.run(tier(3))).isInstanceOfSatisfying(TierResult.Exhausted.class, exhausted -> {
            assertThat(exhausted.reasons()).containsExactly(broken);
            assertThat(exhausted.lastAnswer()).contains("[{},{}]");
        });
    }

    @Test
    void theMoneyOfTheItemIsHeldOverAllItsCalls() throws Exception {
        // Five calls cost 0.001, but the worst case of each further one is 0.0026.
        Scene scene = new Scene(CUT, CUT, answered("good")).splitting();

        TierResult result = scene.run(tier(3), Optional.of(new BigDecimal("0.0031")), Duration.ofDays(1));

        assertThat(result).isInstanceOf(TierResult.OutOfMoney.class);
        assertThat(scene.calls.size()).isBetween(2, 4);
        assertThat(result.attempts()).hasSize(scene.calls.size());
    }

    @Test
    void workThatWasCutShortGoesOnWhereItStoodWhereverThatWas() throws Exception {
        Scene before = new Scene(CUT, CUT, answered("good"), answered("bad"), answered("good")).splitting();
        TierResult undisturbed = before.run(tier(3));
        assertThat(before.calls).hasSize(6);

        for (int known = 0; known <= 6; known++) {
            Reply[] rest = {CUT, CUT, answered("good"), answered("bad"), answered("good"), answered("good")};
            Scene after = new Scene(
                            known == 6
                                    ? List.of(answered("never asked"))
                                    : List.of(rest).subList(known, 6))
                    .splitting();
            after.kept.answers.addAll(before.kept.answers.subList(0, known));

            TierResult result = after.run(tier(3));

            assertThat(result).isInstanceOf(TierResult.Accepted.class);
            assertThat(result.attempts()).hasSize(6);
            assertThat(result.attempts().subList(0, known))
                    .isEqualTo(undisturbed.attempts().subList(0, known));
            assertThat(after.calls)
                    .extracting(Call::messages)
                    .isEqualTo(before.calls.subList(known, 6).stream()
                            .map(Call::messages)
                            .toList());
        }
    }
}
