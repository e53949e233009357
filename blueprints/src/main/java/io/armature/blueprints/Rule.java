package io.armature.blueprints;

import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One rule: an expression that must hold, and what to say when it does not. Thread-safe. */
record Rule(String id, String pointer, Expressions.Compiled holds, Message message) {
    /**
     * Compiles both.
     *
     * @throws CelValidationException with every fault of the expression
     */
    static Rule compile(Expressions expressions, String id, String pointer, String check, String message)
            throws CelValidationException {
        return new Rule(id, pointer, expressions.check(check), Message.compile(expressions, message));
    }

    /** Empty when it holds; a rule that cannot be applied to the content does not hold. */
    Optional<Reason> check(Map<String, Object> variables) {
        try {
            return Boolean.TRUE.equals(holds.on(variables))
                    ? Optional.empty()
                    : Optional.of(new Reason(id, pointer, message.said(variables)));
        } catch (CelEvaluationException | RuntimeException | Inapplicable e) {
            return Optional.of(new Reason(id, pointer, "the rule " + id + " cannot be applied here: " + explain(e)));
        }
    }

    /** Those that do not hold, of rules that were written for a part which the content may lack. */
    static List<Reason> brokenWhereApplicable(List<Rule> rules, Map<String, Object> variables) {
        return rules.stream()
                .filter(rule -> rule.holds.isSound() && rule.message.isSound())
                .flatMap(rule -> {
                    try {
                        rule.holds.on(variables);
                    } catch (CelEvaluationException | RuntimeException | Inapplicable e) {
                        return Stream.<Reason>empty();
                    }
                    return rule.check(variables).stream();
                })
                .toList();
    }

    /** Those that do not hold. */
    static List<Reason> broken(List<Rule> rules, Map<String, Object> variables) {
        return rules.stream().flatMap(rule -> rule.check(variables).stream()).toList();
    }

    private static String explain(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return said.replaceFirst("^evaluation error( at [^:]*:\\d+)?: ", "")
                .replaceFirst("^key '(.*)' is not present in map\\.?.*$", "the member '$1' is missing")
                .replaceFirst("^(/ by zero|[Dd]ivide by zero)\\.?$", "it divides by zero");
    }
}
