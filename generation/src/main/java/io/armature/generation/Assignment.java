package io.armature.generation;

import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be generated, and within which bounds.
 *
 * @param stage what a model is asked for
 * @param variables what prompts and rules may see
 * @param tier the tier to work on, from 0
 * @param before the bad answer of an earlier tier, if there was one, so that the first ask here tells its faults
 * @param moneyLeft most that the attempts here may cost, US dollars; empty for no limit. Checked before each call
 *     against its worst case: one token per UTF-8 byte of the prompt, and the whole answer budget
 * @param deadline after which no call is started, and running ones are cut short
 * @param answers what was paid for already, and where further answers are kept
 * @param triesMade tries of the tier that were made before, by a call for several items; below the tier's tries
 */
public record Assignment(
        Stage stage,
        Variables variables,
        int tier,
        Optional<BadAnswer> before,
        Optional<BigDecimal> moneyLeft,
        Instant deadline,
        PaidAnswers answers,
        int triesMade) {
    /**
     * An answer that was rejected.
     *
     * @param shown the answer as it came; empty when another model gave it: the next is told its faults, and starts
     *     afresh
     * @param reasons its faults
     */
    public record BadAnswer(Optional<String> shown, List<Reason> reasons) {
        public BadAnswer {
            reasons = List.copyOf(reasons);
        }
    }

    /** With all of the tier's tries. */
    public Assignment(
            Stage stage,
            Variables variables,
            int tier,
            Optional<BadAnswer> before,
            Optional<BigDecimal> moneyLeft,
            Instant deadline,
            PaidAnswers answers) {
        this(stage, variables, tier, before, moneyLeft, deadline, answers, 0);
    }
}
