package io.armature.models;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a provider asks to wait ({@code Retry-After}), or says that nothing is left of a limit, no further call of that
 * model leaves this process before; what would start meanwhile is told so at once ({@link Reply.Held}).
 */
final class GatedModels implements LanguageModels {
    private final LanguageModels next;
    private final ModelsSettings settings;
    private final Allowances allowances;
    private final NotSent notSent;
    private final Clock clock;
    private final Map<String, Instant> closedUntil = new ConcurrentHashMap<>();

    GatedModels(LanguageModels next, ModelsSettings settings, Allowances allowances, NotSent notSent, Clock clock) {
        this.next = next;
        this.settings = settings;
        this.allowances = allowances;
        this.notSent = notSent;
        this.clock = clock;
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        String served = settings.model(call.model()).served();
        Instant now = clock.instant();
        Instant asked = closedUntil.getOrDefault(served, Instant.MIN);
        if (asked.isAfter(now)) {
            notSent.count(call, NotSent.Why.ASKED_TO_WAIT);
            return new Reply.Held(
                    Duration.between(now, asked), "the provider asked this process to wait until " + asked);
        }
        Instant nothing = allowances.nothingUntil(served).orElse(Instant.MIN);
        if (nothing.isAfter(now)) {
            notSent.count(call, NotSent.Why.ASKED_TO_WAIT);
            return new Reply.Held(
                    Duration.between(now, nothing),
                    "the provider says that nothing is left of a limit until " + nothing);
        }
        Reply reply = next.call(call);
        switch (reply) {
            case Reply.Throttled(var wait, var why) -> wait.ifPresent(w -> close(served, w));
            case Reply.Unavailable(var wait, var why) -> wait.ifPresent(w -> close(served, w));
            case Reply.Held h -> {}
            case Reply.Answered a -> {}
            case Reply.CutOff c -> {}
            case Reply.Refused r -> {}
            case Reply.TimedOut t -> {}
            case Reply.RejectedByProvider r -> {}
        }
        return reply;
    }

    private void close(String served, Duration wait) {
        closedUntil.merge(served, clock.instant().plus(wait), (a, b) -> a.isAfter(b) ? a : b);
    }
}
