package io.armature.planner.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.generation.Assignment;
import io.armature.generation.Attempt;
import io.armature.generation.PaidAnswers;
import io.armature.generation.TierResult;
import io.armature.models.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanningTest {
    private static final Blueprint MEAL_DAY = Blueprints.builtIn().stream()
            .filter(blueprint -> blueprint.id().equals("meal-day"))
            .findFirst()
            .orElseThrow();
    private static final Stage STAGE = MEAL_DAY.skeleton();
    private static final SkeletonBounds BOUNDS = new SkeletonBounds(2, 1_000);
    private static final JsonNode JSON = JsonMapper.shared().readTree("{}");
    private static final Reason REASON = new Reason("sum", "/daily_targets", "the slots do not sum up");

    private final List<Assignment> assigned = new ArrayList<>();

    @Test
    void theFirstAcceptedAnswerIsTheSkeleton() throws InterruptedException {
        assertThat(plan(Optional.empty(), new TierResult.Accepted(JSON, costing("0.1"))))
                .isEqualTo(new Planned.Skeleton(JSON, List.of(), costing("0.1")));
        assertThat(assigned).hasSize(1);
    }

    @Test
    void theNextTierIsToldTheFaultsAndGetsWhatMoneyIsLeft() throws InterruptedException {
        Planned planned = plan(
                Optional.of(BigDecimal.ONE),
                new TierResult.Exhausted(List.of(REASON), Optional.of("bad"), costing("0.4")),
                new TierResult.Accepted(JSON, costing("0.2")));
        assertThat(planned).isInstanceOf(Planned.Skeleton.class);
        assertThat(((Planned.Skeleton) planned).attempts()).hasSize(2);
        assertThat(assigned.get(1).tier()).isEqualTo(1);
        assertThat(assigned.get(1).before()).contains(new Assignment.BadAnswer(Optional.empty(), List.of(REASON)));
        assertThat(assigned.get(1).moneyLeft()).contains(new BigDecimal("0.6"));
    }

    @Test
    void withoutAValidSkeletonEveryReasonAndEveryCallIsKept() throws InterruptedException {
        TierResult[] exhausted = STAGE.tiers().stream()
                .map(tier -> new TierResult.Exhausted(List.of(REASON), Optional.of("bad"), costing("0.1")))
                .toArray(TierResult[]::new);
        Planned planned = plan(Optional.empty(), exhausted);
        assertThat(planned).isInstanceOfSatisfying(Planned.NoSkeleton.class, none -> {
            assertThat(none.reasons()).containsExactly(REASON);
            assertThat(none.attempts()).hasSize(exhausted.length);
        });
    }

    @Test
    void withoutMoneyOrTimeNoFurtherTierIsTried() throws InterruptedException {
        assertThat(plan(Optional.of(BigDecimal.ONE), new TierResult.OutOfMoney(REASON, List.of())))
                .isEqualTo(new Planned.NoSkeleton(List.of(REASON), List.of()));
        assertThat(plan(Optional.empty(), new TierResult.OutOfTime(REASON, List.of())))
                .isEqualTo(new Planned.NoSkeleton(List.of(REASON), List.of()));
        assertThat(assigned).hasSize(2);
    }

    @Test
    void theItemsTogetherNeverGetMoreThanTheSkeletonLeft() {
        BigDecimal each =
                Planning.perItem(Optional.of(BigDecimal.ONE), costing("0.3"), 3).orElseThrow();
        assertThat(each.multiply(BigDecimal.valueOf(3))).isLessThanOrEqualTo(new BigDecimal("0.7"));
        assertThat(each).isEqualByComparingTo("0.233333333333");
    }

    @Test
    void aSkeletonThatTookAllLeavesTheItemsNothing() {
        assertThat(Planning.perItem(Optional.of(BigDecimal.ONE), costing("1.5"), 3)
                        .orElseThrow())
                .isZero();
    }

    @Test
    void withoutABudgetItemsHaveNone() {
        assertThat(Planning.perItem(Optional.empty(), costing("0.3"), 3)).isEmpty();
    }

    @Test
    void aSkeletonWithMoreItemsThanThePlannerTakesEndsThePlanAndItsCallsStayOnTheBill() throws InterruptedException {
        Planned planned = plan(Optional.empty(), new TierResult.Accepted(meals(3), costing("0.1")));
        assertThat(planned).isInstanceOfSatisfying(Planned.NoSkeleton.class, none -> {
            assertThat(none.reasons()).singleElement().satisfies(reason -> {
                assertThat(reason.code()).isEqualTo("too-many-items");
                assertThat(reason.message()).contains("3 items", "takes 2 at most", "armature.planner.most-items");
            });
            assertThat(none.attempts()).isEqualTo(costing("0.1"));
        });
    }

    @Test
    void asManyItemsAsThePlannerTakesAreTaken() throws InterruptedException {
        assertThat(plan(Optional.empty(), new TierResult.Accepted(meals(2), List.of())))
                .isInstanceOf(Planned.Skeleton.class);
    }

    @Test
    void itemRequestsThatAreTooLargeTogetherEndThePlan() {
        var spec = JsonMapper.shared().readTree("{}");
        var items = List.of(ItemSpec.free("a", "meal", "a", spec), ItemSpec.free("b", "meal", "b", spec));
        assertThat(BOUNDS.exceededBy(items, "i".repeat(400), "h".repeat(98))).isEmpty();
        assertThat(BOUNDS.exceededBy(items, "i".repeat(400), "h".repeat(99)))
                .hasValueSatisfying(reason -> assertThat(reason.message())
                        .contains("1002 bytes", "takes 1000 at most", "armature.planner.most-item-bytes"));
    }

    private static JsonNode meals(int count) {
        return JsonMapper.shared()
                .readTree("{\"meal_structure\": ["
                        + java.util.stream.IntStream.range(0, count)
                                .mapToObj(i -> "{\"meal_id\": \"m" + i + "\"}")
                                .collect(java.util.stream.Collectors.joining(","))
                        + "]}");
    }

    private Planned plan(Optional<BigDecimal> maxCost, TierResult... results) throws InterruptedException {
        Deque<TierResult> queue = new ArrayDeque<>(List.of(results));
        return new Planning(
                        assignment -> {
                            assigned.add(assignment);
                            return queue.removeFirst();
                        },
                        new RecentSkeletons())
                .skeleton(MEAL_DAY, wanted(maxCost, Optional.empty(), false), BOUNDS, PaidAnswers.NONE);
    }

    private static Planning.Wanted wanted(Optional<BigDecimal> maxCost, Optional<String> model, boolean fast) {
        return new Planning.Wanted(JSON, maxCost, Instant.parse("2026-11-21T08:00:00Z"), model, fast, false);
    }

    @Test
    void aSingleCallsFirstAcceptedAnswerIsTheDocument() throws InterruptedException {
        Stage single = MEAL_DAY.single().orElseThrow();
        Planned planned = new Planning(
                        assignment -> {
                            assigned.add(assignment);
                            return new TierResult.Accepted(JSON, costing("0.1"));
                        },
                        new RecentSkeletons())
                .document(single, wanted(Optional.empty(), Optional.of("strong"), true), PaidAnswers.NONE);
        assertThat(planned).isEqualTo(new Planned.Document(JSON, costing("0.1")));
        assertThat(assigned).singleElement().satisfies(assignment -> {
            assertThat(assignment.stage().name()).isEqualTo("meal-day--single");
            assertThat(assignment.stage().tiers().getFirst().model()).isEqualTo("strong");
            assertThat(assignment.stage().tiers().getFirst().maxTokens())
                    .isEqualTo(single.tiers().getFirst().fastMaxTokens())
                    .isLessThan(single.tiers().getFirst().maxTokens());
        });
    }

    private static List<Attempt> costing(String cost) {
        return List.of(new Attempt(
                "attempt",
                0,
                "cheap",
                Attempt.Outcome.ACCEPTED,
                List.of(),
                Usage.NONE,
                new BigDecimal(cost),
                Instant.EPOCH,
                Duration.ZERO,
                "hash",
                Optional.empty(),
                false));
    }
}
