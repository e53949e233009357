package io.armature.models;

import java.math.BigDecimal;

/**
 * What a model charges, in US dollars per million tokens, at most six decimals so that one token costs a whole number
 * of 1e-12 dollars.
 *
 * @param input per million prompt tokens
 * @param cachedInput per million prompt tokens served from the provider's cache
 * @param output per million answer tokens
 */
public record Prices(BigDecimal input, BigDecimal cachedInput, BigDecimal output) {
    /** Decimals of a cost in dollars. */
    public static final int SCALE = 12;

    public Prices {
        for (BigDecimal price : new BigDecimal[] {input, cachedInput, output}) {
            if (price.signum() < 0 || price.stripTrailingZeros().scale() > 6) {
                throw new IllegalArgumentException(
                        "a price is dollars per million tokens, not negative, at most six decimals: "
                                + price.toPlainString());
            }
        }
    }

    /** The exact cost of a call in US dollars, scale {@link #SCALE}. */
    public BigDecimal cost(Usage usage) {
        BigDecimal millions = input.multiply(BigDecimal.valueOf(usage.promptTokens() - usage.cachedTokens()))
                .add(cachedInput.multiply(BigDecimal.valueOf(usage.cachedTokens())))
                .add(output.multiply(BigDecimal.valueOf(usage.completionTokens())));
        return millions.movePointLeft(6).setScale(SCALE);
    }
}
