package io.armature.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * What a provider lets through in a minute; 0 for no limit.
 *
 * @param requestsPerMinute calls
 * @param tokensPerMinute tokens of the prompt plus those allowed for the answer; what the answer did not take is given
 *     back
 */
public record Limits(int requestsPerMinute, int tokensPerMinute) {
    static final Limits NONE = new Limits(0, 0);

    public Limits {
        if (requestsPerMinute < 0 || tokensPerMinute < 0) {
            throw new IllegalArgumentException("a limit cannot be below 0; leave it out for none");
        }
    }

    @JsonCreator
    static Limits of(@Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute) {
        return new Limits(
                requestsPerMinute == null ? 0 : requestsPerMinute, tokensPerMinute == null ? 0 : tokensPerMinute);
    }
}
