package io.armature.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.simulator.Stats.OneCall;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant KILL = START.plusMillis(1_000);

    @Test
    void aPromptAskedOnceIsNoRepeat() {
        assertThat(Repeats.of(List.of(call("a", 0, 100, true), call("b", 400, 1_000, false)), KILL))
                .isEqualTo(new Repeats(0, 0));
    }

    @Test
    void aCallUnderWayAtTheKillMayBeMadeAgain() {
        assertThat(Repeats.of(List.of(call("a", 400, 1_000, false), call("a", 1_900, 1_000, true)), KILL))
                .isEqualTo(new Repeats(1, 0));
    }

    @Test
    void anAnswerThatHasJustComeNeedNotBeInTheLogYet() {
        assertThat(Repeats.of(List.of(call("a", 800, 100, true), call("a", 1_900, 100, true)), KILL))
                .isEqualTo(new Repeats(1, 0));
    }

    @Test
    void aCallAnsweredBeforeTheKillIsPaidTwiceWhenMadeAgain() {
        assertThat(Repeats.of(List.of(call("a", 0, 100, true), call("a", 1_900, 100, true)), KILL))
                .isEqualTo(new Repeats(0, 1));
    }

    private static OneCall call(String prompt, long arrivedMs, double latencyMs, boolean heard) {
        return new OneCall(
                1,
                START.plusMillis(arrivedMs),
                latencyMs,
                "cheap",
                "burst--part",
                "part-1",
                prompt,
                "good",
                200,
                1,
                1,
                heard);
    }
}
