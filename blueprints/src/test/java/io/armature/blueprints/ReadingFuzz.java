package io.armature.blueprints;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What must hold of any answer, whatever its bytes. {@code ReadingFuzzTest} runs it for seconds over mutations of the
 * committed corpus, a coverage-guided fuzzer for as long as it is let (see docs/blueprints.md).
 */
public final class ReadingFuzz {
    private static final Stage MEAL = BuiltIn.MEAL_DAY.item("meal");
    private static final Variables VARIABLES = Variables.forItem(
            BuiltIn.input(),
            BuiltIn.MEAL_DAY.header(BuiltIn.day()),
            BuiltIn.day().path("meal_structure").path(1));

    private ReadingFuzz() {}

    /** The entry that coverage-guided fuzzers call. */
    public static void fuzzerTestOneInput(byte[] data) {
        String answer = new String(data, StandardCharsets.UTF_8);
        switch (MEAL.judge(answer, VARIABLES)) {
            case Verdict.Accepted(var content) -> {
                if (!(MEAL.judge(content.toString(), VARIABLES) instanceof Verdict.Accepted(var again))
                        || !again.equals(content)) {
                    throw new AssertionError("what was accepted is not accepted again: " + answer);
                }
            }
            case Verdict.Rejected(List<Reason> reasons) -> {
                if (reasons.isEmpty() || reasons.size() > 20) {
                    throw new AssertionError(reasons.size() + " reasons for " + answer);
                }
                MEAL.askAgain(VARIABLES, Optional.of(answer), reasons);
                for (Reason reason : reasons) {
                    if (reason.message().isBlank() || reason.message().length() > 1_000) {
                        throw new AssertionError("a reason that cannot be told: " + reason);
                    }
                }
            }
            case Verdict.CutOff() -> {
                if (answer.indexOf('{') < 0 && answer.indexOf('[') < 0) {
                    throw new AssertionError("nothing begins in " + answer);
                }
            }
        }
    }
}
