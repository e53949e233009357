package io.armature.blueprints;

import java.time.Duration;

/**
 * A place in a stage's ordered list of models.
 *
 * @param model name in the operator's model catalogue, for example {@code cheap} or {@code strong}
 * @param tries model calls with a verdict before the next tier, 1-10; calls without an answer (rate limit, outage) cost
 *     no try
 * @param maxTokens budget of the answer, in tokens, 16-200,000
 * @param maxTokensOnceCut budget of the one further call after an answer was cut off; equal to {@code maxTokens} when
 *     the blueprint grants none
 * @param timeout longest that one call may take
 * @param patience longest to wait for a model that gives no answer at all, before the item moves on
 * @param temperature 0-2
 * @param fastMaxTokens budget of the answer of a plan that is to be made fast, at most {@code maxTokens}; an answer
 *     that it cuts off gets {@code maxTokens} once
 */
public record Tier(
        String model,
        int tries,
        int maxTokens,
        int maxTokensOnceCut,
        Duration timeout,
        Duration patience,
        double temperature,
        int fastMaxTokens) {
    static final int MOST_TRIES = 10;
    static final int LEAST_TOKENS = 16;
    static final int MOST_TOKENS = 200_000;

    public Tier {
        if (tries < 1 || tries > MOST_TRIES) {
            throw new IllegalArgumentException("tries of tier '" + model + "' is " + tries + "; use 1 to 10");
        }
        if (maxTokens < LEAST_TOKENS || maxTokensOnceCut > MOST_TOKENS || maxTokensOnceCut < maxTokens) {
            throw new IllegalArgumentException(
                    "maxTokens of tier '" + model + "' is " + maxTokens + " and maxTokensOnceCut " + maxTokensOnceCut
                            + "; use 16 to 200000, and the second not below the first");
        }
        if (fastMaxTokens < LEAST_TOKENS || fastMaxTokens > maxTokens) {
            throw new IllegalArgumentException("fastMaxTokens of tier '" + model + "' is " + fastMaxTokens
                    + "; use 16 to " + maxTokens + ", its maxTokens");
        }
        if (!timeout.isPositive() || patience.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout of tier '" + model + "' must be positive, patience not negative");
        }
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException(
                    "temperature of tier '" + model + "' is " + temperature + "; use 0 to 2");
        }
    }

    /** A tier that fast plans use as all others do. */
    public Tier(
            String model,
            int tries,
            int maxTokens,
            int maxTokensOnceCut,
            Duration timeout,
            Duration patience,
            double temperature) {
        this(model, tries, maxTokens, maxTokensOnceCut, timeout, patience, temperature, maxTokens);
    }

    /** The same with its smaller budgets, where it has them. */
    Tier fast() {
        return fastMaxTokens == maxTokens
                ? this
                : new Tier(model, tries, fastMaxTokens, maxTokens, timeout, patience, temperature, fastMaxTokens);
    }

    /** The same with its larger budget from the first call on. */
    Tier larger() {
        return new Tier(
                model, tries, maxTokensOnceCut, maxTokensOnceCut, timeout, patience, temperature, maxTokensOnceCut);
    }

    /** The same with another model. */
    Tier by(String other) {
        return new Tier(other, tries, maxTokens, maxTokensOnceCut, timeout, patience, temperature, fastMaxTokens);
    }
}
