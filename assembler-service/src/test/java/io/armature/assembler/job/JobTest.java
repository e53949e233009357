package io.armature.assembler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.assembler.assembly.Notes;
import io.armature.blueprints.Blueprint;
import io.armature.events.Attempt;
import io.armature.events.AttemptOutcome;
import io.armature.events.Bill;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemSpec;
import io.armature.events.Outcome;
import io.armature.events.Phase;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JobTest {
    private static final Instant START = Instant.parse("2026-11-21T06:00:00Z");
    private static final Blueprint NOTES = Notes.BLUEPRINT;

    @Test
    void aPlanIsFilledWhenEveryItemHasEndedHoweverItEnded() {
        Job job = Job.first("job", START).planned(skeleton("planning", 2), BigDecimal.ONE, START);
        assertThat(job.allItemsEnded()).isFalse();
        Job one = job.itemEnded(ItemOutcome.ACCEPTED, false, BigDecimal.ONE, START);
        assertThat(one.allItemsEnded()).isFalse();
        Job both = one.itemEnded(ItemOutcome.FAILED, false, BigDecimal.ONE, START);
        assertThat(both.allItemsEnded()).isTrue();
        assertThat(both.cost()).isEqualByComparingTo("3");
    }

    @Test
    void timeLeftIsEstimatedOnceAnItemIsDone() {
        Job job = Job.first("job", START).planned(skeleton("planning", 4), BigDecimal.ZERO, START);
        Instant later = START.plusSeconds(2);
        assertThat(job.remaining(later)).isEmpty();
        assertThat(job.itemEnded(ItemOutcome.ACCEPTED, false, BigDecimal.ZERO, later)
                        .remaining(later))
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void noMoreTimeIsLeftThanUntilTheDeadline() {
        Instant later = START.plusSeconds(2);
        Job job = Job.first("job", START)
                .accepted(
                        PlanAccepted.newBuilder()
                                .setJobId("job")
                                .setBlueprint("notes")
                                .setBlueprintVersion("1")
                                .setInput("{}")
                                .setRequestedAt(START)
                                .setAcceptedAt(START)
                                .setDeadline(later.plusSeconds(1))
                                .build(),
                        START)
                .planned(skeleton("planning", 4), BigDecimal.ZERO, START)
                .itemEnded(ItemOutcome.ACCEPTED, false, BigDecimal.ZERO, later);

        assertThat(job.remaining(later)).contains(Duration.ofSeconds(1));
        assertThat(job.remaining(later.plusSeconds(9))).contains(Duration.ZERO);
    }

    @Test
    void onlyTheFirstPlanningIsFollowed() {
        Job job = Job.first("job", START);
        assertThat(job.follows("any")).isTrue();
        assertThat(job.planned(skeleton("first", 1), BigDecimal.ZERO, START).follows("second"))
                .isFalse();
    }

    @Test
    void anAttemptThatIsReportedTwiceIsBilledOnce() {
        Attempt cheap = attempt("a", 0, "cheap", "0.001");
        Attempt strong = attempt("b", 1, "strong", "0.010");
        Bill bill = Bills.of(List.of(), Map.of("x", Bills.merged(List.of(cheap), List.of(cheap, strong))));
        assertThat(bill.getTotal().getCalls()).isEqualTo(2);
        assertThat(bill.getTotal().getCost()).isEqualByComparingTo("0.011");
        assertThat(bill.getFallback().getCost()).isEqualByComparingTo("0.010");
        assertThat(bill.getByModel()).extracting(charges -> charges.getOf()).containsExactly("cheap", "strong");
    }

    @Test
    void aMissingItemMakesThePlanPartialAndItsReasonNamesIt() {
        PlanCompleted end = end(Map.of(
                "a", ended("a", ItemOutcome.ACCEPTED, "{\"id\":\"a\"}"), "b", ended("b", ItemOutcome.FAILED, null)));
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getReasons()).extracting(Reason::getMessage).containsExactly("b: no good answer");
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"id\":\"a\"}]}");
    }

    @Test
    void aPlanWithoutAnyItemHasFailed() {
        PlanCompleted end = end(Map.of("b", ended("b", ItemOutcome.FAILED, null)));
        assertThat(end.getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.getDocument()).isNull();
        assertThat(end.getReasons()).hasSize(2);
    }

    @Test
    void theDocumentIsInSkeletonOrder() {
        PlanCompleted end = end(Map.of(
                "b",
                ended("b", ItemOutcome.ACCEPTED, "{\"id\":\"b\"}"),
                "a",
                ended("a", ItemOutcome.ACCEPTED, "{\"id\":\"a\"}")));
        assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
    }

    private static PlanCompleted end(Map<String, ItemState> items) {
        return Ending.withItems(Job.first("job", START), NOTES, "{}", skeleton("planning", 2), items, START);
    }

    private static SkeletonCreated skeleton(String planningId, int items) {
        List<String> ids = List.of("a", "b", "c", "d").subList(0, items);
        return SkeletonCreated.newBuilder()
                .setJobId("job")
                .setPlanningId(planningId)
                .setBlueprint("notes")
                .setBlueprintVersion("1")
                .setSkeleton(ids.stream()
                        .map(id -> "{\"id\":\"" + id + "\"}")
                        .collect(Collectors.joining(",", "{\"parts\":[", "]}")))
                .setItems(ids.stream().map(JobTest::spec).toList())
                .setAttempts(List.of())
                .setCreatedAt(START)
                .build();
    }

    private static ItemSpec spec(String id) {
        return ItemSpec.newBuilder()
                .setItemId(id)
                .setKind("part")
                .setTitle(id)
                .setSpec("{}")
                .build();
    }

    private static ItemState ended(String id, ItemOutcome outcome, String content) {
        ItemCompleted result = ItemCompleted.newBuilder()
                .setJobId("job")
                .setPlanningId("planning")
                .setItemId(id)
                .setOutcome(outcome)
                .setContent(content)
                .setReasons(
                        outcome == ItemOutcome.ACCEPTED ? List.of() : List.of(new Reason("rule", "", "no good answer")))
                .setTier(0)
                .setAttempts(List.of())
                .setCompletedAt(START)
                .build();
        return new ItemState(result, List.of(), false, 0);
    }

    private static Attempt attempt(String id, int tier, String model, String cost) {
        return Attempt.newBuilder()
                .setAttemptId(id)
                .setPhase(Phase.ITEM)
                .setTier(tier)
                .setModel(model)
                .setOutcome(AttemptOutcome.REJECTED)
                .setReasons(List.of())
                .setPromptTokens(1)
                .setCompletionTokens(1)
                .setCost(new BigDecimal(cost).setScale(12))
                .setStartedAt(START)
                .setLatencyMs(1)
                .setPromptHash("")
                .build();
    }
}
