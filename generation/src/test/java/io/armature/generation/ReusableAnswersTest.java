package io.armature.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReusableAnswersTest {
    private static final String CONTENT = "{}";

    private final Map<String, String> shelf = new HashMap<>();
    private final ReusableAnswers answers = new ReusableAnswers() {
        @Override
        public Optional<String> find(String key, Duration notOlder) {
            return Optional.ofNullable(shelf.get(key));
        }

        @Override
        public void offer(String key, String stage, String model, String content) {
            shelf.put(key, content);
        }
    };

    @Test
    void anAcceptedAnswerServesTheSamePromptAgainAtNoCost() throws Exception {
        reusing("good").run(Scene.tier(1));
        thePromptIsServedAtNoCost();
    }

    @Test
    void anAnswerToASecondAskServesTheFirst() throws Exception {
        reusing("bad", "good").run(Scene.tier(2));
        thePromptIsServedAtNoCost();
    }

    @Test
    void anAnswerOfAFurtherTierServesTheFirstAskOfTheFirst() throws Exception {
        reusing("good").fallback().run(Scene.tier(1));
        thePromptIsServedAtNoCost();
    }

    @Test
    void whatWasWrittenInTwoHalvesServesAsAWhole() throws Exception {
        Scene scene = reusing("half", "half", "good", "good", "good").splitting();
        assertThat(scene.run(Scene.tier(2))).isInstanceOf(TierResult.Accepted.class);
        assertThat(shelf).hasSize(1).containsValue("{\"whole\":true}");
    }

    @Test
    void aFurtherTierTakesNothingAgain() throws Exception {
        reusing("good").run(Scene.tier(1));
        Scene scene = reusing("good").fallback();
        scene.run(Scene.tier(1));
        assertThat(scene.calls).hasSize(1);
    }

    @Test
    void whatIsKeptForARetryIsNotTakenWithoutOne() throws Exception {
        new Scene(Scene.answered("good")).keeping(answers).run(Scene.tier(1));
        assertThat(shelf).hasSize(1).containsValue(CONTENT);
        Scene again = new Scene(Scene.answered("good")).keeping(answers);
        again.run(Scene.tier(1));
        assertThat(again.calls).hasSize(1);
        thePromptIsServedAtNoCost();
    }

    @Test
    void withoutTheBlueprintsLeaveNothingIsKept() throws Exception {
        new Scene(Scene.answered("good")).run(Scene.tier(1));
        assertThat(shelf).isEmpty();
    }

    @Test
    void whatWasNotAcceptedIsNotKept() throws Exception {
        reusing("bad").run(Scene.tier(2));
        assertThat(shelf).isEmpty();
    }

    @Test
    void whatDoesNotHoldTheRulesAnyMoreIsAskedForAgain() throws Exception {
        reusing("good").run(Scene.tier(1));
        shelf.replaceAll((key, content) -> "bad");
        Scene again = reusing("good");
        assertThat(again.run(Scene.tier(1))).isInstanceOf(TierResult.Accepted.class);
        assertThat(again.calls).hasSize(1);
    }

    @Test
    void whatWasPaidForBeforeACrashComesFirst() throws Exception {
        Scene scene = reusing("bad", "good");
        scene.run(Scene.tier(1));
        reusing("good").run(Scene.tier(1));
        TierResult again = scene.run(Scene.tier(1));
        assertThat(again.attempts().getFirst().reused()).isFalse();
    }

    private Scene reusing(String... script) {
        return new Scene(java.util.Arrays.stream(script).map(Scene::answered).toList()).reusing(answers);
    }

    private void thePromptIsServedAtNoCost() throws InterruptedException {
        assertThat(shelf).hasSize(1).containsValue(CONTENT);
        Scene again = reusing("bad");
        TierResult result = again.run(Scene.tier(1));
        assertThat(result).isInstanceOf(TierResult.Accepted.class);
        assertThat(again.calls).isEmpty();
        assertThat(result.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.reused()).isTrue();
            assertThat(attempt.cost()).isZero();
            assertThat(attempt.outcome()).isEqualTo(Attempt.Outcome.ACCEPTED);
        });
    }
}
