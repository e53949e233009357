package io.armature.generation;

import io.armature.blueprints.Reason;
import io.armature.models.Prices;
import io.armature.models.Reply;
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

    AttemptLog(int tier, String model, Prices prices) {
        this.tier = tier;
        this.model = model;
        this.prices = prices;
    }

    /** What became of an answer. */
    void judged(PaidAnswer answer, Attempt.Outcome outcome, List<Reason> reasons) {
        Reply.Paid reply = answer.reply();
        attempts.add(new Attempt(
                answer.attemptId(),
                tier,
                model,
                outcome,
                reasons,
                reply.usage(),
                prices.cost(reply.usage()),
                answer.startedAt(),
                answer.latency(),
                answer.promptHash(),
                reply.requestId(),
                false));
    }

    /** A call that brought no answer. */
    void unanswered(Reason reason, String promptHash, Instant startedAt, Duration latency) {
        if (attempts.stream().filter(AttemptLog::isUnanswered).count() >= MOST_UNANSWERED) {
            attempts.stream().filter(AttemptLog::isUnanswered).findFirst().ifPresent(attempts::remove);
        }
        attempts.add(new Attempt(
                UUID.randomUUID().toString(),
                tier,
                model,
                Attempt.Outcome.UNANSWERED,
                List.of(reason),
                Usage.NONE,
                prices.cost(Usage.NONE),
                startedAt,
                latency,
                promptHash,
                Optional.empty(),
                false));
    }

    /** An answer accepted before served again. */
    void reused(String promptHash, Instant at) {
        attempts.add(new Attempt(
                UUID.randomUUID().toString(),
                tier,
                model,
                Attempt.Outcome.ACCEPTED,
                List.of(),
                Usage.NONE,
                prices.cost(Usage.NONE),
                at,
                Duration.ZERO,
                promptHash,
                Optional.empty(),
                true));
    }

    /** Those of a part of the work. */
    void add(List<Attempt> ofAPart) {
        attempts.addAll(ofAPart);
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

    private static boolean isUnanswered(Attempt attempt) {
        return attempt.outcome() == Attempt.Outcome.UNANSWERED;
    }
}
