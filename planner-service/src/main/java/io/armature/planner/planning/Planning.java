package io.armature.planner.planning;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.generation.Assignment;
import io.armature.generation.Attempt;
import io.armature.generation.Generation;
import io.armature.generation.PaidAnswers;
import io.armature.generation.TierResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Has the skeleton written, or the whole document in one call: tier after tier, until one is accepted. */
@Component
class Planning {
    private static final int MONEY_SCALE = 12;

    /**
     * What a plan wants of it.
     *
     * @param maxCost most that it may cost, US dollars; empty for no limit
     * @param model asked first; empty for the blueprint's own
     * @param fast whether the tiers' smaller budgets hold
     * @param retry whether a skeleton that was accepted for the same request before is taken again
     */
    record Wanted(
            JsonNode input,
            Optional<BigDecimal> maxCost,
            Instant deadline,
            Optional<String> model,
            boolean fast,
            boolean retry) {
        /** The stage as the plan wishes for it. */
        Stage stage(Stage asked) {
            Stage stage = asked.with(model.orElse(null), fast);
            return retry ? stage.retried() : stage;
        }
    }

    private final Generation generation;
    private final RecentSkeletons recent;

    Planning(Generation generation, RecentSkeletons recent) {
        this.generation = generation;
        this.recent = recent;
    }

    /** Made by the skeleton's stage, whose items come later. */
    Planned skeleton(Blueprint blueprint, Wanted wanted, SkeletonBounds bounds, PaidAnswers answers)
            throws InterruptedException {
        return written(blueprint.skeleton(), wanted, answers, (content, attempts) -> {
            List<ItemSpec> items = blueprint.items(content);
            return bounds.exceededBy(
                            items,
                            wanted.input().toString(),
                            blueprint.header(content).toString())
                    .<Planned>map(why -> new Planned.NoSkeleton(List.of(why), attempts))
                    .orElseGet(() -> {
                        recent.remember(blueprint, wanted.input(), content);
                        return new Planned.Skeleton(content, items, attempts);
                    });
        });
    }

    /** Made by the single call's stage: the document is whole, and nothing comes later. */
    Planned document(Stage single, Wanted wanted, PaidAnswers answers) throws InterruptedException {
        return written(single, wanted, answers, Planned.Document::new);
    }

    private interface Written {
        Planned of(JsonNode content, List<Attempt> attempts);
    }

    private Planned written(Stage asked, Wanted wanted, PaidAnswers answers, Written then) throws InterruptedException {
        Stage stage = wanted.stage(asked);
        List<Attempt> attempts = new ArrayList<>();
        List<Reason> reasons = List.of();
        Optional<Assignment.BadAnswer> before = Optional.empty();
        for (int tier = 0; tier < stage.tiers().size(); tier++) {
            Optional<BigDecimal> left = wanted.maxCost().map(most -> most.subtract(spent(attempts)));
            TierResult result = generation.onTier(new Assignment(
                    stage, Variables.forSkeleton(wanted.input()), tier, before, left, wanted.deadline(), answers));
            attempts.addAll(result.attempts());
            switch (result) {
                case TierResult.Accepted(JsonNode content, var made) -> {
                    return then.of(content, attempts);
                }
                case TierResult.Exhausted(List<Reason> why, Optional<String> answer, var made) -> {
                    reasons = why;
                    before = answer.map(text -> new Assignment.BadAnswer(Optional.empty(), why));
                }
                case TierResult.Unreachable(Reason why, var made) -> reasons = List.of(why);
                case TierResult.OutOfMoney(Reason why, var made) -> {
                    return new Planned.NoSkeleton(List.of(why), attempts);
                }
                case TierResult.OutOfTime(Reason why, var made) -> {
                    return new Planned.NoSkeleton(List.of(why), attempts);
                }
            }
        }
        return new Planned.NoSkeleton(reasons, attempts);
    }

    /** What is left of a budget after the skeleton, cut into equal parts: no item can spend another's. */
    static Optional<BigDecimal> perItem(Optional<BigDecimal> maxCost, List<Attempt> attempts, int items) {
        return maxCost.map(most -> most.subtract(spent(attempts))
                .max(BigDecimal.ZERO)
                .divide(BigDecimal.valueOf(Math.max(1, items)), MONEY_SCALE, RoundingMode.DOWN));
    }

    private static BigDecimal spent(List<Attempt> attempts) {
        return attempts.stream().map(Attempt::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
