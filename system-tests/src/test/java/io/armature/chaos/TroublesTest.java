package io.armature.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.chaos.Disturbance.Victim.Kind;
import io.armature.simulator.Stats.OneCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What excuses that a good answer was asked for again: only what happened to it, by the records. */
class TroublesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    /** Answered 100 ms after noon, and asked for again 16 s after it. */
    private static final OneCall CALL = call(1, NOON, "part-1", "a");

    private static final OneCall AGAIN = call(2, NOON.plusSeconds(16), "part-1", "a");
    private static final Duration SLOWEST = Duration.ofMillis(200);

    private final Troubles troubles = new Troubles();

    @Test
    void anAnswerThatWasInTheLogIsPaidTwiceHoweverShortlyBeforeAKill() {
        kill(Kind.WORKER, 151);

        assertThat(paidTwice(recordedAfter(150))).isTrue();
    }

    @Test
    void anAnswerThatTheKillKeptFromTheLogIsNot() {
        kill(Kind.WORKER, 250);

        assertThat(paidTwice(recordedAfter(16_001))).isFalse();
        assertThat(paidTwice(Map.of())).isFalse();
    }

    @Test
    void anAnswerThatShouldHaveBeenInTheLogByThenIsPaidTwice() {
        kill(Kind.WORKER, 301);

        assertThat(paidTwice(Map.of())).isTrue();
    }

    @Test
    void anAnswerThatWasAskedForAgainWithoutAReasonIsPaidTwice() {
        assertThat(paidTwice(Map.of())).isTrue();
    }

    @Test
    void theKillOfAPlannerExcusesNoItem() {
        kill(Kind.PLANNER, 150);
        kill(Kind.ASSEMBLER, 150);

        assertThat(paidTwice(Map.of())).isTrue();
    }

    @Test
    void whatAProcessRecordsThatStoodStillMeanwhileCameTooLateHoweverSlowItIs() {
        troubles.frozen(Kind.WORKER, NOON.plusMillis(50), Duration.ofSeconds(12));

        assertThat(paidTwice(recordedAfter(15_900))).isFalse();
    }

    @Test
    void whatItHadRecordedBeforeItStoodStillDidNot() {
        troubles.frozen(Kind.WORKER, NOON.plusMillis(160), Duration.ofSeconds(12));

        assertThat(paidTwice(recordedAfter(150))).isTrue();
    }

    @Test
    void aBrokerThatWasKilledRecordsNothingUntilItsNextRecord() {
        kill(Kind.BROKER, -5_000);

        assertThat(paidTwice(Map.of("another", NOON.plusSeconds(3)))).isFalse();
        assertThat(paidTwice(Map.of("another", NOON.minusSeconds(3)))).isTrue();
    }

    @Test
    void theSlowestRecordingIsOfAnswersToWhichNothingHappened() {
        OneCall slow = call(3, NOON.minusSeconds(60), "part-2", "b");
        OneCall slower = call(4, NOON, "part-3", "c");
        kill(Kind.WORKER, 500);
        Evidence run = new Evidence(
                List.of(),
                Map.of(),
                List.of(slow, slower),
                Map.of(
                        slow.requestId(),
                        answered(slow).plusMillis(400),
                        slower.requestId(),
                        answered(slower).plusMillis(900)));

        assertThat(troubles.slowestRecording(run)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void callsThatAKilledProcessWaitedForAreCounted() {
        kill(Kind.WORKER, 99);
        kill(Kind.ASSEMBLER, 16_050);

        assertThat(troubles.underWay(new Evidence(List.of(), Map.of(), List.of(CALL, AGAIN), Map.of())))
                .isEqualTo(1);
    }

    private void kill(Kind process, int millisAfterNoon) {
        Instant at = NOON.plusMillis(millisAfterNoon);
        troubles.gone(process, at, at);
    }

    private boolean paidTwice(Map<String, Instant> recorded) {
        return !troubles.paidTwice(new Evidence(List.of(), Map.of(), List.of(CALL, AGAIN), recorded), SLOWEST)
                .isEmpty();
    }

    private static Map<String, Instant> recordedAfter(int millis) {
        return Map.of(CALL.requestId(), NOON.plusMillis(millis));
    }

    private static Instant answered(OneCall call) {
        return call.arrived().plusMillis(100);
    }

    private static OneCall call(long number, Instant arrived, String item, String prompt) {
        return new OneCall(number, arrived, 100, "cheap", "s", item, prompt, "good", 200, 10, 5, true);
    }
}
