package io.armature.benchmarks;

import io.armature.simulator.Stats.OneCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Calls that were made again, though no answer was at fault.
 *
 * @param underWay those that had not been answered, or whose answer was not in the log of answers yet
 * @param recorded those whose answer was in the log before: paid for twice
 */
record Repeats(int underWay, int recorded) {
    /**
     * @param calls in the order in which they arrived
     * @param inTheLog when the broker took the answer of a call into its log, by the call's request id
     */
    static Repeats of(List<OneCall> calls, Map<String, Instant> inTheLog) {
        Map<String, List<OneCall>> byPrompt = calls.stream().collect(Collectors.groupingBy(OneCall::promptHash));
        int underWay = 0;
        int recorded = 0;
        for (List<OneCall> same : byPrompt.values()) {
            for (int i = 1; i < same.size(); i++) {
                Instant again = same.get(i).arrived();
                if (Optional.ofNullable(inTheLog.get(same.get(i - 1).requestId()))
                        .filter(at -> at.isBefore(again))
                        .isPresent()) {
                    recorded++;
                } else {
                    underWay++;
                }
            }
        }
        return new Repeats(underWay, recorded);
    }
}
