package io.armature.models;

import org.jspecify.annotations.Nullable;

/**
 * What one process may ask of one model, so that it need not find the provider's limits by hitting them. With N
 * processes on one account, each gets an N-th. Null: no limit of our own; the provider's 429 still teaches.
 *
 * @param requestsPerMinute calls sent per minute, at least 1; a sixth of it may be sent at once
 * @param tokensPerMinute tokens of prompts and answers per minute, at least 1; a sixth of it may be sent at once. A
 *     larger call is sent, and those after it wait
 * @param callsAtOnce most calls under way, at least 1
 */
public record LimitSettings(
        @Nullable Integer requestsPerMinute,
        @Nullable Integer tokensPerMinute,
        @Nullable Integer callsAtOnce) {
    static final LimitSettings NONE = new LimitSettings(null, null, null);

    public LimitSettings {
        atLeastOne("requests-per-minute", requestsPerMinute);
        atLeastOne("tokens-per-minute", tokensPerMinute);
        atLeastOne("calls-at-once", callsAtOnce);
    }

    private static void atLeastOne(String name, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException("limits." + name + " of a model must be at least 1, but it is " + value
                    + "; leave it out for no limit");
        }
    }
}
