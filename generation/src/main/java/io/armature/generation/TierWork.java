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
import io.armature.models.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One assignment on one tier: ask, keep the answer, judge it, ask again. What follows from an answer depends on the
 * assignment and the answers before it alone, so that work which was cut off can be gone through again with the answers
 * that were kept, up to where it stood. Waiting for a model that gives no answer costs no try.
 */
final class TierWork {
    private final Assignment assignment;
    private final LanguageModels models;
    private final ModelSettings model;
    private final Clock clock;
    private final Stage stage;
    private final Tier tier;
    private final AttemptLog log;
    private final Patience patience;
    private final int mostTokens;
    private final Deque<PaidAnswer> earlier = new ArrayDeque<>();
    private final TierGeneration.Sleep sleep;
    private Optional<BadAnswer> before;
    private int tokens;
    private int triesLeft;

    TierWork(
            Assignment assignment,
            LanguageModels models,
            ModelSettings model,
            Clock clock,
            TierGeneration.Sleep sleep) {
        this.assignment = assignment;
        this.models = models;
        this.model = model;
        this.clock = clock;
        this.sleep = sleep;
        this.stage = assignment.stage();
        this.tier = stage.tiers().get(assignment.tier());
        this.log = new AttemptLog(assignment.tier(), tier.model(), model.prices());
        this.patience = new Patience(tier.patience(), assignment.deadline(), clock, sleep);
        this.before = assignment.before();
        this.mostTokens = Math.min(tier.maxTokensOnceCut(), model.maxOutputTokens());
        this.tokens = Math.min(tier.maxTokens(), mostTokens);
        this.triesLeft = tier.tries() - assignment.triesMade();
    }

    TierResult result() throws InterruptedException {
        earlier.addAll(assignment.answers().earlier());
        earlier.removeIf(answer -> answer.tier() != assignment.tier());
        Optional<TierResult> end = Optional.empty();
        while (end.isEmpty()) {
            Prompt prompt = before.map(bad -> stage.askAgain(assignment.variables(), bad.shown(), bad.reasons()))
                    .orElseGet(() -> stage.ask(assignment.variables()));
            String hash = Calls.hash(tier.model(), prompt);
            PaidAnswer paid = earlier.poll();
            if (paid != null && paid.promptHash().equals(hash)) {
                end = judged(paid);
            } else {
                // Another prompt than then, by a new version of the software: none of the answers serves.
                earlier.clear();
                end = called(prompt, hash);
            }
        }
        return end.get();
    }

    /** Makes a call, if time and money allow. */
    private Optional<TierResult> called(Prompt prompt, String hash) throws InterruptedException {
        Instant start = clock.instant();
        Duration timeLeft = Duration.between(start, assignment.deadline());
        if (!timeLeft.isPositive()) {
            return Optional.of(new TierResult.OutOfTime(
                    new Reason("deadline", "", "the plan's deadline " + assignment.deadline() + " has passed"),
                    log.attempts()));
        }
        Call call = Calls.of(stage, tier, prompt, tokens, timeLeft);
        Optional<Reason> tooDear = Money.shortfall(call, log, assignment.moneyLeft());
        if (tooDear.isPresent()) {
            return Optional.of(new TierResult.OutOfMoney(tooDear.get(), log.attempts()));
        }
        return switch (models.call(call)) {
            case Reply.Paid reply -> {
                PaidAnswer answer = new PaidAnswer(
                        UUID.randomUUID().toString(),
                        assignment.tier(),
                        reply,
                        hash,
                        start,
                        Duration.between(start, clock.instant()));
                assignment.answers().keep(answer);
                yield judged(answer);
            }
            case Reply.Held(Duration left, String why) ->
                waited(new Reason("throttled", "", why), Optional.of(left), start);
            case Reply.Throttled(var wait, String why) ->
                unanswered(new Reason("throttled", "", why), wait, hash, start);
            case Reply.Unavailable(var wait, String why) ->
                unanswered(new Reason("unavailable", "", why), wait, hash, start);
            case Reply.TimedOut(Duration after) ->
                unanswered(
                        new Reason("timeout", "", "no answer within " + after.toMillis() + " ms"),
                        Optional.empty(),
                        hash,
                        start);
            case Reply.RejectedByProvider(int status, String why) -> {
                Reason reason = new Reason("provider", "", "the provider rejects the call: " + why);
                log.unanswered(reason, hash, start, Duration.between(start, clock.instant()));
                yield Optional.of(new TierResult.Unreachable(reason, log.attempts()));
            }
        };
    }

    /** What an answer means: an end, or empty to go on. An answer of any kind begins patience anew. */
    private Optional<TierResult> judged(PaidAnswer answer) throws InterruptedException {
        patience.heard();
        return switch (answer.reply()) {
            case Reply.Answered(String text, var usage, var id) ->
                switch (stage.judge(text, assignment.variables())) {
                    case Verdict.Accepted(JsonNode content) -> {
                        log.judged(answer, Attempt.Outcome.ACCEPTED, List.of());
                        yield Optional.of(new TierResult.Accepted(content, log.attempts()));
                    }
                    case Verdict.Rejected(List<Reason> reasons) -> rejected(answer, text, reasons);
                    case Verdict.CutOff() -> cutOff(answer);
                };
            case Reply.CutOff cut -> cutOff(answer);
            case Reply.Refused(String why, var usage, var id) -> {
                Reason reason = new Reason("refused", "", "the model declined: " + why);
                log.judged(answer, Attempt.Outcome.REFUSED, List.of(reason));
                yield Optional.of(new TierResult.Exhausted(List.of(reason), Optional.empty(), log.attempts()));
            }
        };
    }

    private Optional<TierResult> rejected(PaidAnswer answer, String text, List<Reason> reasons) {
        log.judged(answer, Attempt.Outcome.REJECTED, reasons);
        before = Optional.of(new BadAnswer(Optional.of(text), reasons));
        triesLeft--;
        return triesLeft > 0
                ? Optional.empty()
                : Optional.of(new TierResult.Exhausted(reasons, Optional.of(text), log.attempts()));
    }

    /**
     * The same budget cannot help again: a larger one once, then two halves, if the blueprint grants it, then another
     * tier's turn.
     */
    private Optional<TierResult> cutOff(PaidAnswer answer) throws InterruptedException {
        String at =
                "the answer was cut off at " + answer.reply().usage().completionTokens() + " of " + tokens + " tokens";
        Reason reason = new Reason("truncated", "", at + mostOfTheModel());
        log.judged(answer, Attempt.Outcome.TRUNCATED, List.of(reason));
        triesLeft--;
        if (tokens < mostTokens) {
            tokens = mostTokens;
            return Optional.empty();
        }
        if (stage.split().isPresent()) {
            return Optional.of(new InHalves(stage.split().get(), assignment.variables(), this::piece)
                    .result(reason, log::attempts));
        }
        return Optional.of(new TierResult.Exhausted(List.of(reason), Optional.empty(), log.attempts()));
    }

    /** Where the catalogue, not the blueprint, is what keeps the answer short. */
    private String mostOfTheModel() {
        return tokens < mostTokens || mostTokens == tier.maxTokensOnceCut()
                ? ""
                : ", the most that '" + tier.model()
                        + "' writes in one answer (its max-output-tokens); the blueprint grants "
                        + tier.maxTokensOnceCut() + ". Choose a model that writes more, or ask for less";
    }

    /** A part of the work on this tier, with what is left of its money and of the answers kept earlier. */
    private TierResult piece(Stage part) throws InterruptedException {
        List<PaidAnswer> left = List.copyOf(earlier);
        PaidAnswers answers = new PaidAnswers() {
            @Override
            public List<PaidAnswer> earlier() {
                return left;
            }

            @Override
            public void keep(PaidAnswer answer) throws InterruptedException {
                assignment.answers().keep(answer);
            }
        };
        TierResult result = new TierWork(
                        new Assignment(
                                part,
                                assignment.variables(),
                                assignment.tier(),
                                Optional.empty(),
                                assignment.moneyLeft().map(most -> most.subtract(log.spent())),
                                assignment.deadline(),
                                answers),
                        models,
                        model,
                        clock,
                        sleep)
                .result();
        log.add(result.attempts());
        Set<String> used = result.attempts().stream().map(Attempt::attemptId).collect(Collectors.toSet());
        earlier.removeIf(answer -> used.contains(answer.attemptId()));
        return result;
    }

    private Optional<TierResult> unanswered(Reason reason, Optional<Duration> asked, String hash, Instant start)
            throws InterruptedException {
        log.unanswered(reason, hash, start, Duration.between(start, clock.instant()));
        return waited(reason, asked, start);
    }

    private Optional<TierResult> waited(Reason reason, Optional<Duration> asked, Instant start)
            throws InterruptedException {
        return switch (patience.await(asked, start)) {
            case WAITED -> Optional.empty();
            case NO_TIME ->
                Optional.of(new TierResult.OutOfTime(
                        new Reason(
                                reason.code(),
                                "",
                                reason.message() + "; the plan's deadline comes before it may be asked again"),
                        log.attempts()));
            case OVER ->
                Optional.of(new TierResult.Unreachable(
                        new Reason(
                                reason.code(),
                                "",
                                reason.message() + "; given up after "
                                        + tier.patience().toSeconds() + " s"),
                        log.attempts()));
        };
    }
}
