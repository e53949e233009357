package io.armature.models;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a provider asks to wait ({@code Retry-After}), no further call of that model leaves this process before; what
 * would start meanwhile is told so at once ({@link Reply.Held}).
 */
final class GatedModels implements LanguageModels {
    private final LanguageModels next;
    private final Clock clock;
    private final Map<String, Instant> closedUntil = new ConcurrentHashMap<>();

    GatedModels(LanguageModels next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        Instant until = closedUntil.get(call.model());
        if (until != null) {
            Duration left = Duration.between(clock.instant(), until);
            if (left.isPositive()) {
                return new Reply.Held(left, "the provider asked this process to wait until " + until);
            }
            closedUntil.remove(call.model(), until);
        }
        Reply reply = next.call(call);
        switch (reply) {
            case Reply.Throttled(var wait, var why) -> wait.ifPresent(w -> close(call.model(), w));
            case Reply.Unavailable(var wait, var why) -> wait.ifPresent(w -> close(call.model(), w));
            case Reply.Held h -> {}
            case Reply.Answered a -> {}
            case Reply.CutOff c -> {}
            case Reply.Refused r -> {}
            case Reply.TimedOut t -> {}
            case Reply.RejectedByProvider r -> {}
        }
        return reply;
    }

    private void close(String model, Duration wait) {
        closedUntil.merge(model, clock.instant().plus(wait), (a, b) -> a.isAfter(b) ? a : b);
    }
}
