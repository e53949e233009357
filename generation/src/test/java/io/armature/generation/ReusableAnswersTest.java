package io.armature.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReusableAnswersTest {
    private final Map<String, String> shelf = new HashMap<>();
    private final ReusableAnswers answers = new ReusableAnswers() {
        @Override
        public Optional<String> find(String key, Duration notOlder) {
            return Optional.ofNullable(shelf.get(key));
        }

        @Override
        public void offer(String key, String stage, String model, String answer) {
            shelf.put(key, answer);
        }
    };

    @Test
    void anAnswerAcceptedAtTheFirstCallServesTheSamePromptAgainAtNoCost() throws Exception {
        new Scene(Scene.answered("good")).reusing(answers).run(Scene.tier(1));
        Scene again = new Scene(Scene.answered("bad")).reusing(answers);
        TierResult result = again.run(Scene.tier(1));
        assertThat(result).isInstanceOf(TierResult.Accepted.class);
        assertThat(again.calls).isEmpty();
        assertThat(result.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.reused()).isTrue();
            assertThat(attempt.cost()).isZero();
            assertThat(attempt.outcome()).isEqualTo(Attempt.Outcome.ACCEPTED);
        });
    }

    @Test
    void withoutTheBlueprintsLeaveNothingIsKeptOrTaken() throws Exception {
        new Scene(Scene.answered("good")).run(Scene.tier(1));
        assertThat(shelf).isEmpty();
    }

    @Test
    void anAnswerToAReAskIsNotKept() throws Exception {
        new Scene(Scene.answered("bad"), Scene.answered("good"))
                .reusing(answers)
                .run(Scene.tier(2));
        assertThat(shelf).isEmpty();
    }

    @Test
    void whatDoesNotHoldTheRulesAnyMoreIsAskedForAgain() throws Exception {
        new Scene(Scene.answered("good")).reusing(answers).run(Scene.tier(1));
        shelf.replaceAll((key, answer) -> "bad");
        Scene again = new Scene(Scene.answered("good")).reusing(answers);
        assertThat(again.run(Scene.tier(1))).isInstanceOf(TierResult.Accepted.class);
        assertThat(again.calls).hasSize(1);
    }

    @Test
    void whatWasPaidForBeforeACrashComesFirst() throws Exception {
        Scene scene = new Scene(Scene.answered("bad"), Scene.answered("good")).reusing(answers);
        scene.run(Scene.tier(1));
        new Scene(Scene.answered("good")).reusing(answers).run(Scene.tier(1));
        TierResult again = scene.run(Scene.tier(1));
        assertThat(again.attempts().getFirst().reused()).isFalse();
    }
}
