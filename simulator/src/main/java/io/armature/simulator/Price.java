package io.armature.simulator;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What a model costs.
 *
 * @param input US dollars per million tokens of the prompt
 * @param output US dollars per million tokens of the answer
 */
public record Price(BigDecimal input, BigDecimal output) {
    static final Price NOTHING = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    /**
     * The default models' prices, as in Armature's own catalogue; a test can change either and see the bills differ.
     */
    static final Map<String, Price> DEFAULTS = Map.of(
            "mistralai/mistral-small-3.2-24b-instruct", of("0.10", "0.30"),
            "anthropic/claude-3.5-sonnet", of("1.25", "3.75"));

    public Price {
        if (input.signum() < 0 || output.signum() < 0) {
            throw new IllegalArgumentException("a price cannot be below 0, but it is " + input + " and " + output);
        }
    }

    static Price of(String input, String output) {
        return new Price(new BigDecimal(input), new BigDecimal(output));
    }

    /** Exact, US dollars. */
    BigDecimal cost(long promptTokens, long completionTokens) {
        return input.multiply(BigDecimal.valueOf(promptTokens))
                .add(output.multiply(BigDecimal.valueOf(completionTokens)))
                .movePointLeft(6);
    }
}
