package io.armature.chaos;

import io.armature.simulator.Stats.OneCall;
import java.util.List;

/**
 * What a disturbed run came to.
 *
 * @param jobs plans submitted
 * @param startedAgain how often a service ended by itself and was started again
 * @param cutOff good answers that were asked for again, because they were under way or on their way into the log when
 *     something happened
 * @param paidTwice good answers that were asked for again though nothing had happened to them
 * @param unbilled answered calls that are on no bill
 * @param wrong every broken promise; empty when all is well
 */
record ChaosReport(
        Scenario scenario,
        int jobs,
        int startedAgain,
        int cutOff,
        List<OneCall> paidTwice,
        int unbilled,
        List<String> wrong) {
    ChaosReport {
        paidTwice = List.copyOf(paidTwice);
        wrong = List.copyOf(wrong);
    }

    /** One line, and one more for each broken promise. */
    String text() {
        StringBuilder text = new StringBuilder("seed=" + scenario.seed() + " kills=" + scenario.kills()
                + " disturbances=" + scenario.steps().size() + " jobs=" + jobs + " startedAgain=" + startedAgain
                + " askedAgainCutOff=" + cutOff
                + " askedAgainCompleted=" + paidTwice.size() + " answeredOnNoBill=" + unbilled + " broken="
                + wrong.size());
        wrong.forEach(one -> text.append("\n  ").append(one));
        return text.toString();
    }
}
