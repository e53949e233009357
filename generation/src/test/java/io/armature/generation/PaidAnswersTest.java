package io.armature.generation;

import static io.armature.generation.Scene.answered;
import static io.armature.generation.Scene.tier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.models.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Work that was cut off begins again with the answers it had paid for. */
class PaidAnswersTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void everyAnswerIsKeptBeforeItIsJudged() throws Exception {
        Scene scene = new Scene(answered("wrong"), new Reply.CutOff("{", Scene.USAGE, Optional.empty()));
        scene.run(tier(2));
        assertThat(scene.kept.answers)
                .extracting(answer -> answer.reply().getClass().getSimpleName())
                .containsExactly("Answered", "CutOff", "CutOff");
    }

    @Test
    void aCallThatBroughtNoAnswerIsNotKept() throws Exception {
        Scene scene = new Scene(new Reply.Unavailable(Optional.empty(), "status 503"), answered("good"));
        scene.run(tier(1));
        assertThat(scene.kept.answers).hasSize(1);
    }

    @Test
    void anAnswerThatCannotBeKeptIsNotUsed() {
        Scene scene = new Scene(answered("good"));
        scene.kept.failWith(new InterruptedException("killed"));
        assertThatThrownBy(() -> scene.run(tier(1))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aKeptAnswerIsNotPaidForAgain() throws Exception {
        Scene before = new Scene(answered("wrong"), answered("good"));
        TierResult undisturbed = before.run(tier(2));

        Scene after = new Scene(answered("good"));
        after.kept.answers.add(before.kept.answers.getFirst());
        TierResult result = after.run(tier(2));

        assertThat(after.calls).hasSize(1);
        assertThat(result).isInstanceOf(TierResult.Accepted.class);
        assertThat(result.attempts()).hasSize(2);
        assertThat(result.attempts().getFirst())
                .isEqualTo(undisturbed.attempts().getFirst());
    }

    @Test
    void whatWasAcceptedBeforeNeedsNoCallAndNoTime() throws Exception {
        Scene before = new Scene(answered("good"));
        TierResult undisturbed = before.run(tier(1));

        Scene after = new Scene(answered("never asked"));
        after.kept.answers.addAll(before.kept.answers);
        TierResult result = after.run(tier(1), Optional.of(BigDecimal.ZERO), Duration.ofDays(-1));

        assertThat(after.calls).isEmpty();
        assertThat(result).isEqualTo(undisturbed);
    }

    @Test
    void keptAnswersCountAgainstTheBudget() throws Exception {
        Scene before = new Scene(answered("wrong"));
        before.run(tier(1));

        Scene after = new Scene(answered("good"));
        after.kept.answers.addAll(before.kept.answers);
        assertThat(after.run(tier(2), Optional.of(Scene.COST_OF_A_CALL), DAY))
                .isInstanceOf(TierResult.OutOfMoney.class);
        assertThat(after.calls).isEmpty();
    }

    @Test
    void anAnswerToAnotherPromptIsNotUsed() throws Exception {
        Scene before = new Scene(answered("good"));
        before.run(tier(1));
        PaidAnswer kept = before.kept.answers.getFirst();

        Scene after = new Scene(answered("good"));
        after.kept.answers.add(
                new PaidAnswer(kept.attemptId(), 0, kept.reply(), "0".repeat(64), kept.startedAt(), kept.latency()));
        after.run(tier(1));
        assertThat(after.calls).hasSize(1);
    }

    @Test
    void answersOfAnotherTierAreNotUsed() throws Exception {
        Scene before = new Scene(answered("good"));
        before.run(tier(1));
        PaidAnswer kept = before.kept.answers.getFirst();

        Scene after = new Scene(answered("good"));
        after.kept.answers.add(
                new PaidAnswer(kept.attemptId(), 1, kept.reply(), kept.promptHash(), kept.startedAt(), kept.latency()));
        after.run(tier(1));
        assertThat(after.calls).hasSize(1);
    }
}
