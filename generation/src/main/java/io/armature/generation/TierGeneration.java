package io.armature.generation;

import io.armature.blueprints.Prompt;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Tier;
import io.armature.blueprints.Verdict;
import io.armature.generation.Assignment.BadAnswer;
import io.armature.models.Call;
import io.armature.models.LanguageModels;
import io.armature.models.ModelSettings;
import io.armature.models.ModelsSettings;
import io.armature.models.Reply;
import io.armature.models.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/** The loop of one tier: ask, judge, ask again. Waiting for a model that gives no answer costs no try. */
final class TierGeneration implements Generation {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final LanguageModels models;
    private final ModelsSettings settings;
    private final Clock clock;
    private final Sleep sleep;

    /** How time passes between two calls. */
    @FunctionalInterface
    interface Sleep {
        void sleep(Duration duration) throws InterruptedException;
    }

    TierGeneration(LanguageModels models, ModelsSettings settings, Clock clock, Sleep sleep) {
        this.sleep = sleep;
        this.models = models;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public TierResult onTier(Assignment assignment) throws InterruptedException {
        return new Work(assignment).result();
    }

    /** One assignment's state. */
    private final class Work {
        private final Assignment assignment;
        private final Stage stage;
        private final Tier tier;
        private final AttemptLog log;
        private Optional<BadAnswer> before;
        private final int mostTokens;
        private int tokens;
        private Instant patienceEnds = Instant.MAX;
        private int triesLeft;
        private int silences;

        Work(Assignment assignment) {
            this.assignment = assignment;
            this.stage = assignment.stage();
            this.tier = stage.tiers().get(assignment.tier());
            ModelSettings model = settings.model(tier.model());
            this.log = new AttemptLog(assignment.tier(), tier.model(), model.prices());
            this.before = assignment.before();
            this.mostTokens = Math.min(tier.maxTokensOnceCut(), model.maxOutputTokens());
            this.tokens = Math.min(tier.maxTokens(), mostTokens);
            this.triesLeft = tier.tries();
        }

        TierResult result() throws InterruptedException {
            while (true) {
                Instant now = clock.instant();
                Duration timeLeft = Duration.between(now, assignment.deadline());
                if (!timeLeft.isPositive()) {
                    return new TierResult.OutOfTime(
                            new Reason("deadline", "", "the plan's deadline " + assignment.deadline() + " has passed"),
                            log.attempts());
                }
                Prompt prompt = before.map(bad -> stage.askAgain(assignment.variables(), bad.answer(), bad.reasons()))
                        .orElseGet(() -> stage.ask(assignment.variables()));
                Call call = Calls.of(stage, tier, prompt, tokens, timeLeft);
                Optional<Reason> tooDear = Money.shortfall(call, log, assignment.moneyLeft());
                if (tooDear.isPresent()) {
                    return new TierResult.OutOfMoney(tooDear.get(), log.attempts());
                }
                log.sent(call, now);
                Reply reply = models.call(call);
                log.ended(clock.instant());
                Optional<TierResult> end = after(reply);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }

        /** What a reply means: an end, or empty to go on. */
        private Optional<TierResult> after(Reply reply) throws InterruptedException {
            return switch (reply) {
                case Reply.Answered(String text, Usage usage, var id) -> judged(text, usage, id);
                case Reply.CutOff(String text, Usage usage, var id) -> cutOff(usage, id);
                case Reply.Refused(String why, Usage usage, var id) -> {
                    Reason reason = new Reason("refused", "", "the model declined: " + why);
                    log.answered(Attempt.Outcome.REFUSED, List.of(reason), usage, id);
                    yield Optional.of(new TierResult.Exhausted(List.of(reason), Optional.empty(), log.attempts()));
                }
                case Reply.Held(Duration left, String why) -> held("throttled", why, Optional.of(left));
                case Reply.Throttled(var wait, String why) -> waited("throttled", why, wait);
                case Reply.Unavailable(var wait, String why) -> waited("unavailable", why, wait);
                case Reply.TimedOut(Duration after) ->
                    waited("timeout", "no answer within " + after.toMillis() + " ms", Optional.empty());
                case Reply.RejectedByProvider(int status, String why) -> {
                    Reason reason = new Reason("provider", "", "the provider rejects the call: " + why);
                    log.unanswered(reason);
                    yield Optional.of(new TierResult.Unreachable(reason, log.attempts()));
                }
            };
        }

        private Optional<TierResult> judged(String text, Usage usage, Optional<String> id) {
            heard();
            return switch (stage.judge(text, assignment.variables())) {
                case Verdict.Accepted(JsonNode content) -> {
                    log.answered(Attempt.Outcome.ACCEPTED, List.of(), usage, id);
                    yield Optional.of(new TierResult.Accepted(content, log.attempts()));
                }
                case Verdict.Rejected(List<Reason> reasons) -> {
                    log.answered(Attempt.Outcome.REJECTED, reasons, usage, id);
                    before = Optional.of(new BadAnswer(text, reasons));
                    triesLeft--;
                    yield triesLeft > 0
                            ? Optional.empty()
                            : Optional.of(new TierResult.Exhausted(reasons, Optional.of(text), log.attempts()));
                }
                case Verdict.CutOff() -> cutOff(usage, id);
            };
        }

        /**
         * The same budget cannot help again: a larger one once, if the blueprint grants it, then it is another tier's
         * turn.
         */
        private Optional<TierResult> cutOff(Usage usage, Optional<String> id) {
            heard();
            Reason reason = new Reason(
                    "truncated",
                    "",
                    "the answer was cut off at " + usage.completionTokens() + " of " + tokens + " tokens");
            log.answered(Attempt.Outcome.TRUNCATED, List.of(reason), usage, id);
            triesLeft--;
            boolean larger = tokens < mostTokens;
            if (larger) {
                tokens = mostTokens;
                return Optional.empty();
            }
            return Optional.of(new TierResult.Exhausted(List.of(reason), Optional.empty(), log.attempts()));
        }

        /** Patience is for silence: an answer of any kind begins it anew. */
        private void heard() {
            patienceEnds = Instant.MAX;
            silences = 0;
        }

        private Optional<TierResult> waited(String code, String why, Optional<Duration> asked)
                throws InterruptedException {
            log.unanswered(new Reason(code, "", why));
            return held(code, why, asked);
        }

        /** Waits, if patience and deadline allow; counted from the first call of this silence. */
        private Optional<TierResult> held(String code, String why, Optional<Duration> asked)
                throws InterruptedException {
            if (silences == 0) {
                patienceEnds = log.lastStarted().plus(tier.patience());
            }
            Duration wait = asked.orElseGet(() -> backoff(silences));
            silences++;
            Instant then = clock.instant().plus(wait);
            if (then.isAfter(assignment.deadline())) {
                return Optional.of(new TierResult.OutOfTime(
                        new Reason(code, "", why + "; the plan's deadline comes before it may be asked again"),
                        log.attempts()));
            }
            if (then.isAfter(patienceEnds)) {
                return Optional.of(new TierResult.Unreachable(
                        new Reason(
                                code,
                                "",
                                why + "; given up after " + tier.patience().toSeconds() + " s"),
                        log.attempts()));
            }
            sleep.sleep(wait.plusMillis(
                    asked.isPresent() ? ThreadLocalRandom.current().nextLong(100) : 0));
            return Optional.empty();
        }
    }

    /** Exponential backoff with full jitter, after Brooker, "Exponential Backoff And Jitter", AWS 2015. */
    private static Duration backoff(int silences) {
        long longest = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(silences, 16));
        return Duration.ofMillis(1 + ThreadLocalRandom.current().nextLong(longest));
    }
}
