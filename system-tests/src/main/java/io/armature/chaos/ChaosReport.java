package io.armature.chaos;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a disturbed run came to.
 *
 * @param jobs plans submitted
 * @param calls calls that models answered
 * @param recorded of these, the ones whose answers are in the log of answers
 * @param startedAgain how often a service ended by itself and was started again
 * @param impossible disturbances that cannot be had on this machine
 * @param underWay calls under way when a process of the kind that makes them, or the broker, was killed or frozen
 * @param slowestRecording the longest way of an answer from the model into the log, where nothing happened to it
 * @param cutOff good answers that were asked for again before they were in the log, because they were under way when
 *     something happened
 * @param paidTwice good answers that were asked for again though they were in the log, or nothing had happened to them
 * @param unbilled answered calls that are on no bill
 * @param wrong every other broken promise; empty when all is well
 */
record ChaosReport(
        Scenario scenario,
        int jobs,
        int calls,
        int recorded,
        int startedAgain,
        int impossible,
        int underWay,
        Duration slowestRecording,
        int cutOff,
        List<Evidence.Repeat> paidTwice,
        int unbilled,
        List<String> wrong) {
    ChaosReport {
        paidTwice = List.copyOf(paidTwice);
        wrong = List.copyOf(wrong);
    }

    boolean isWell() {
        return paidTwice.isEmpty() && wrong.isEmpty();
    }

    /** Everything that was counted, by its name. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", scenario.seed());
        figures.put("kills", scenario.kills());
        figures.put("disturbances", scenario.steps().size());
        figures.put("jobs", jobs);
        figures.put("answeredCalls", calls);
        figures.put("recordedAnswers", recorded);
        figures.put("startedAgain", startedAgain);
        figures.put("impossible", impossible);
        figures.put("underWay", underWay);
        figures.put("slowestRecordingMs", slowestRecording.toMillis());
        figures.put("askedAgainCutOff", cutOff);
        figures.put("askedAgainRecorded", paidTwice.size());
        figures.put("answeredOnNoBill", unbilled);
        figures.put("broken", wrong.size());
        return figures;
    }

    /** One line, and one more for each broken promise. */
    String text() {
        StringBuilder text = new StringBuilder(figures().entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining(" ")));
        faults().forEach(one -> text.append("\n  ").append(one));
        return text.toString();
    }

    /** Each broken promise in words. */
    List<String> faults() {
        return Stream.concat(
                        wrong.stream(),
                        paidTwice.stream()
                                .map(repeat -> "call " + repeat.answered().requestId() + " was asked again as "
                                        + repeat.again().requestId()
                                        + repeat.recorded()
                                                .map(at -> ", though its answer was in the log at " + at)
                                                .orElse(", though nothing had happened to it")))
                .toList();
    }
}
