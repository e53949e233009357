package io.armature.models;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps to the catalogue's requests and tokens per minute. A call waits for its share as long as it may take, then it
 * is {@link Reply.Held}. Tokens are reserved by an estimate and settled by what the provider counted; calls that used
 * none get theirs back.
 */
final class RatedModels implements LanguageModels {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BURSTS_PER_MINUTE = 6;

    private final LanguageModels next;
    private final TokenEstimates estimates;
    private final NotSent notSent;
    private final Map<String, Rate> requests = new HashMap<>();
    private final Map<String, Rate> tokens = new HashMap<>();

    RatedModels(
            LanguageModels next,
            ModelsSettings settings,
            TokenEstimates estimates,
            NotSent notSent,
            TimeMeter time,
            BlockingStrategy sleep) {
        this.next = next;
        this.estimates = estimates;
        this.notSent = notSent;
        settings.catalogue().forEach((name, model) -> {
            LimitSettings limits = model.mostOfThisProcess();
            add(requests, name, limits.requestsPerMinute(), time, sleep);
            add(tokens, name, limits.tokensPerMinute(), time, sleep);
        });
    }

    private static void add(
            Map<String, Rate> rates,
            String model,
            @Nullable Integer perMinute,
            TimeMeter time,
            BlockingStrategy sleep) {
        if (perMinute != null) {
            rates.put(model, new Rate(perMinute, time, sleep));
        }
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        Rate ofRequests = requests.get(call.model());
        Rate ofTokens = tokens.get(call.model());
        if (ofRequests != null && !ofRequests.take(1, call.timeout())) {
            return held(call, "requests");
        }
        long reserved = ofTokens == null ? 0 : (long) estimates.prompt(call) + call.maxTokens();
        boolean sent = false;
        long used = 0;
        try {
            if (ofTokens != null && !ofTokens.take(reserved, call.timeout())) {
                reserved = 0;
                return held(call, "tokens");
            }
            Reply reply = next.call(call);
            sent = !(reply instanceof Reply.Held);
            used = switch (reply) {
                case Reply.Answered(var text, Usage usage, var id) -> sum(usage);
                case Reply.CutOff(var text, Usage usage, var id) -> sum(usage);
                case Reply.Refused(var text, Usage usage, var id) -> sum(usage);
                // The provider may go on with what we no longer wait for.
                case Reply.TimedOut t -> reserved;
                case Reply.Throttled t -> 0;
                case Reply.Held h -> 0;
                case Reply.Unavailable u -> 0;
                case Reply.RejectedByProvider r -> 0;
            };
            return reply;
        } finally {
            if (ofTokens != null) {
                ofTokens.settle(reserved, used);
            }
            if (ofRequests != null && !sent) {
                ofRequests.settle(1, 0);
            }
        }
    }

    private Reply held(Call call, String what) {
        notSent.count(call, NotSent.Why.RATE);
        return new Reply.Held(
                Duration.ofSeconds(1),
                "the " + what + " per minute that the catalogue allows for model '" + call.model()
                        + "' are used up for longer than " + call.timeout());
    }

    private static long sum(Usage usage) {
        return (long) usage.promptTokens() + usage.completionTokens();
    }

    /** One bucket that fills steadily. */
    private static final class Rate {
        private final long atOnce;
        private final Bucket bucket;
        private final BlockingStrategy sleep;

        Rate(int perMinute, TimeMeter time, BlockingStrategy sleep) {
            this.sleep = sleep;
            atOnce = Math.max(1, perMinute / BURSTS_PER_MINUTE);
            bucket = Bucket.builder()
                    .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perMinute, MINUTE))
                    .withCustomTimePrecision(time)
                    .build();
        }

        /** What is more than a full bucket is taken on credit: those that come after wait for it. */
        boolean take(long amount, Duration longest) throws InterruptedException {
            long now = Math.min(amount, atOnce);
            if (!bucket.asBlocking().tryConsume(now, longest, sleep)) {
                return false;
            }
            if (amount > now) {
                bucket.consumeIgnoringRateLimits(amount - now);
            }
            return true;
        }

        void settle(long taken, long used) {
            if (used > taken) {
                bucket.consumeIgnoringRateLimits(used - taken);
            } else if (used < taken) {
                bucket.addTokens(taken - used);
            }
        }
    }
}
