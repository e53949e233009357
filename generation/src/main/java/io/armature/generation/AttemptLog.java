package io.armature.generation;

import io.armature.blueprints.Reason;
import io.armature.models.Call;
import io.armature.models.Prices;
import io.armature.models.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The attempts of one assignment. Calls without an answer cost nothing and can be many while a provider is away: the
 * last {@value #MOST_UNANSWERED} of them are kept.
 */
final class AttemptLog {
    private static final int MOST_UNANSWERED = 10;

    private final int tier;
    private final String model;
    private final Prices prices;
    private final List<Attempt> attempts = new ArrayList<>();
    private String promptHash = "";
    private Instant startedAt = Instant.EPOCH;
    private Duration latency = Duration.ZERO;

    AttemptLog(int tier, String model, Prices prices) {
        this.tier = tier;
        this.model = model;
        this.prices = prices;
    }

    void sent(Call call, Instant now) {
        promptHash = Calls.hash(call);
        startedAt = now;
    }

    void ended(Instant now) {
        latency = Duration.between(startedAt, now);
    }

    void answered(Attempt.Outcome outcome, List<Reason> reasons, Usage usage, Optional<String> requestId) {
        add(outcome, reasons, usage, requestId);
    }

    void unanswered(Reason reason) {
        long unanswered = attempts.stream().filter(AttemptLog::isUnanswered).count();
        if (unanswered >= MOST_UNANSWERED) {
            attempts.stream().filter(AttemptLog::isUnanswered).findFirst().ifPresent(attempts::remove);
        }
        add(Attempt.Outcome.UNANSWERED, List.of(reason), Usage.NONE, Optional.empty());
    }

    Instant lastStarted() {
        return startedAt;
    }

    Prices prices() {
        return prices;
    }

    BigDecimal spent() {
        return attempts.stream().map(Attempt::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    private void add(Attempt.Outcome outcome, List<Reason> reasons, Usage usage, Optional<String> requestId) {
        attempts.add(new Attempt(
                UUID.randomUUID().toString(),
                tier,
                model,
                outcome,
                reasons,
                usage,
                prices.cost(usage),
                startedAt,
                latency,
                promptHash,
                requestId));
    }

    private static boolean isUnanswered(Attempt attempt) {
        return attempt.outcome() == Attempt.Outcome.UNANSWERED;
    }
}
