package io.armature.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One model's requests and tokens per minute: two buckets that hold a minute's worth and fill evenly. Thread-safe. */
final class RateLimit {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final LongSupplier nanos;
    private Limits limits = Limits.NONE;
    private double requests;
    private double tokens;
    private long filledAt;

    /** @param nanos a clock that never goes back */
    RateLimit(LongSupplier nanos) {
        this.nanos = nanos;
        this.filledAt = nanos.getAsLong();
    }

    /** Takes a call's place, or tells how long to wait until there is one. */
    synchronized Optional<Duration> take(Limits wanted, int callTokens) {
        fill(wanted);
        double wait = 0;
        if (limits.requestsPerMinute() > 0) {
            wait = Math.max(wait, (1 - requests) / limits.requestsPerMinute());
        }
        if (limits.tokensPerMinute() > 0) {
            // A call larger than a whole minute goes through a full bucket, or it never would.
            wait = Math.max(wait, (Math.min(callTokens, limits.tokensPerMinute()) - tokens) / limits.tokensPerMinute());
        }
        if (wait > 0) {
            return Optional.of(Duration.ofNanos((long) (wait * NANOS_PER_MINUTE)));
        }
        requests -= 1;
        tokens -= callTokens;
        return Optional.empty();
    }

    /** Gives back what a call did not use. */
    synchronized void giveBack(int unusedTokens) {
        tokens = Math.min(limits.tokensPerMinute(), tokens + unusedTokens);
    }

    /** OpenAI's {@code x-ratelimit-*} headers; none where there is no limit. */
    synchronized Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        tell(headers, "requests", limits.requestsPerMinute(), requests);
        tell(headers, "tokens", limits.tokensPerMinute(), tokens);
        return headers;
    }

    private static void tell(Map<String, String> headers, String what, int limit, double left) {
        if (limit > 0) {
            headers.put("x-ratelimit-limit-" + what, Integer.toString(limit));
            headers.put("x-ratelimit-remaining-" + what, Long.toString(Math.max(0, (long) left)));
            headers.put("x-ratelimit-reset-" + what, Math.round((limit - left) / limit * 60_000) + "ms");
        }
    }

    private void fill(Limits wanted) {
        long now = nanos.getAsLong();
        if (!wanted.equals(limits)) {
            limits = wanted;
            requests = wanted.requestsPerMinute();
            tokens = wanted.tokensPerMinute();
        }
        double minutes = (now - filledAt) / NANOS_PER_MINUTE;
        requests = Math.min(limits.requestsPerMinute(), requests + minutes * limits.requestsPerMinute());
        tokens = Math.min(limits.tokensPerMinute(), tokens + minutes * limits.tokensPerMinute());
        filledAt = now;
    }
}
