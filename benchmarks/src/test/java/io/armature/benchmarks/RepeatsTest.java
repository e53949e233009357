package io.armature.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.simulator.Stats.OneCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    @Test
    void aPromptAskedOnceIsNoRepeat() {
        assertThat(Repeats.of(List.of(call(1, "a", 0), call(2, "b", 400)), Map.of()))
                .isEqualTo(new Repeats(0, 0));
    }

    @Test
    void aCallWhoseAnswerNobodyKeptMayBeMadeAgain() {
        assertThat(Repeats.of(List.of(call(1, "a", 400), call(2, "a", 1_900)), Map.of()))
                .isEqualTo(new Repeats(1, 0));
    }

    @Test
    void anAnswerKeptAfterItWasAskedForAgainCameTooLate() {
        OneCall first = call(1, "a", 400);
        assertThat(Repeats.of(List.of(first, call(2, "a", 1_900)), Map.of(first.requestId(), START.plusMillis(1_950))))
                .isEqualTo(new Repeats(1, 0));
    }

    @Test
    void aCallWhoseAnswerWasInTheLogIsPaidTwiceWhenMadeAgain() {
        OneCall first = call(1, "a", 400);
        assertThat(Repeats.of(List.of(first, call(2, "a", 1_900)), Map.of(first.requestId(), START.plusMillis(500))))
                .isEqualTo(new Repeats(0, 1));
    }

    private static OneCall call(long number, String prompt, long arrivedMs) {
        return new OneCall(
                number,
                START.plusMillis(arrivedMs),
                100,
                "cheap",
                "burst--part",
                "part-1",
                prompt,
                "good",
                200,
                1,
                1,
                true);
    }
}
