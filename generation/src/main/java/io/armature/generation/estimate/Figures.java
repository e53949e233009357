package io.armature.generation.estimate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/**
 * Calls, tokens, money and time of a part of a document or the whole.
 *
 * @param calls model calls; a mean, so not always whole
 * @param promptTokens tokens of their prompts, the schema included
 * @param completionTokens tokens of their answers
 * @param cost US dollars
 * @param time from the first call to the last answer, when items that do not wait for each other run side by side
 */
public record Figures(double calls, double promptTokens, double completionTokens, BigDecimal cost, Duration time) {
    static final Figures NONE = new Figures(0, 0, 0, BigDecimal.ZERO, Duration.ZERO);

    /** Both, one after the other. */
    Figures then(Figures other) {
        return with(other, time.plus(other.time));
    }

    /** Both, whose times are counted elsewhere. */
    Figures beside(Figures other) {
        return with(other, Duration.ZERO);
    }

    /** So often, one after the other; less than once in that share of all cases. */
    Figures times(double often) {
        return new Figures(
                calls * often,
                promptTokens * often,
                completionTokens * often,
                cost.multiply(BigDecimal.valueOf(often), MathContext.DECIMAL64),
                Duration.ofMillis(Math.round(time.toMillis() * often)));
    }

    Figures within(Duration whole) {
        return new Figures(calls, promptTokens, completionTokens, cost, whole);
    }

    private Figures with(Figures other, Duration whole) {
        return new Figures(
                calls + other.calls,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                cost.add(other.cost),
                whole);
    }
}
