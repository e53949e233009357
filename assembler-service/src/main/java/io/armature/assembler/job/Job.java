package io.armature.assembler.job;

import io.armature.events.ItemEnd;
import io.armature.events.ItemOutcome;
import io.armature.events.Outcome;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanPhase;
import io.armature.events.SkeletonCreated;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header of a plan's state: counters and sums only, so that the cost of one result does not grow with the number of
 * items. Events may come in any order; what is not known yet is null.
 *
 * @param planningId the planning whose skeleton counts: the first in the log
 * @param cost US dollars so far
 * @param budget the money of a plan with a limit, once its request and its skeleton are there; null otherwise
 * @param steps how far its items are; null until its skeleton has come
 * @param changedAt when an event of the plan was last taken
 */
public record Job(
        String jobId,
        Request request,
        PlanPhase phase,
        @Nullable Outcome outcome,
        @Nullable String planningId,
        ItemCounts items,
        BigDecimal cost,
        @Nullable Budget budget,
        @Nullable Steps steps,
        Instant changedAt) {
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** The state before anything but this event is known. */
    public static Job first(String jobId, Instant now) {
        return new Job(
                jobId,
                Request.unknown(now),
                PlanPhase.PLANNING,
                null,
                null,
                ItemCounts.NONE,
                BigDecimal.ZERO,
                null,
                null,
                now);
    }

    /** Its request passed its checks. */
    public Job accepted(PlanAccepted event, Instant now) {
        return with(Request.of(event), phase, items, cost, now);
    }

    /** It ended before it had items; what is known of its request is not overwritten. */
    public Job aborted(PlanAborted event, Instant now) {
        return with(requestKnown() ? request : Request.of(event), phase, items, cost, now);
    }

    /** Its skeleton came; that of the first planning in the log. */
    public Job planned(SkeletonCreated event, BigDecimal skeletonCost, Instant now) {
        return new Job(
                jobId,
                requestKnown() ? request : request.on(event.getBlueprint(), event.getBlueprintVersion()),
                PlanPhase.GENERATING,
                outcome,
                event.getPlanningId(),
                items.of(event.getItems().size()),
                cost.add(skeletonCost),
                budget,
                Steps.begun(now),
                now);
    }

    /** An item ended; its further attempts cost this much; {@code escalated} when that was not counted before. */
    public Job itemEnded(ItemOutcome how, boolean escalated, BigDecimal more, Instant now) {
        return with(request, phase, items.ended(how).escalated(escalated), cost.add(more), now);
    }

    /** More is known of an item's attempts; {@code first} when it was not known to be escalated. */
    public Job itemEscalated(boolean first, BigDecimal more, Instant now) {
        return with(request, phase, items.escalated(first), cost.add(more), now);
    }

    /** An item that had been accepted is asked for again. */
    public Job reopened(Instant now) {
        return with(request, phase, items.counted(items.accepted() - 1, items.failed()), cost, now);
    }

    /** The same with these counts of items that have ended. */
    public Job counted(int accepted, int failed) {
        return with(request, phase, items.counted(accepted, failed), cost, changedAt);
    }

    /**
     * These of its items wait for others.
     *
     * @param chains of each how many items follow one another from it on, itself counted
     */
    public Job holding(List<Integer> chains) {
        return with(items.waiting(chains.size()), Objects.requireNonNull(steps).holding(chains));
    }

    /** One of its items waits no more; {@code chain} as in {@link #holding}. */
    public Job without(int chain, Instant now) {
        return with(
                items.waiting(items.waiting() - 1),
                Objects.requireNonNull(steps).without(chain, items.done(), now));
    }

    /** The same with this money. */
    public Job with(@Nullable Budget money) {
        return new Job(jobId, request, phase, outcome, planningId, items, cost, money, steps, changedAt);
    }

    /** The plan has ended; the counts are those of its last event, in which every item has its say. */
    public Job ended(PlanCompleted last, Instant now) {
        List<ItemEnd> ends = last.getItems();
        int accepted = (int) ends.stream()
                .filter(item -> item.getOutcome() == ItemOutcome.ACCEPTED)
                .count();
        return new Job(
                jobId,
                request,
                PlanPhase.ENDED,
                last.getOutcome(),
                planningId,
                ends.isEmpty()
                        ? items
                        : items.counted(accepted, ends.size() - accepted).waiting(0),
                last.getBill().getTotal().getCost(),
                budget,
                steps,
                now);
    }

    /** Whether this planning may be the one that counts; every planning may while none is known. */
    public boolean follows(String otherPlanningId) {
        return planningId == null || planningId.equals(otherPlanningId);
    }

    public boolean hasEnded() {
        return phase == PlanPhase.ENDED;
    }

    /** Every item of the skeleton has ended. */
    public boolean allItemsEnded() {
        return phase == PlanPhase.GENERATING && items.done() >= items.total();
    }

    /** Whether one of its items may have been escalated; from its skeleton on they are counted. */
    public boolean mayHaveEscalations() {
        return planningId == null || items.escalated() > 0;
    }

    /**
     * Whether the accepted request has been read. Topics are read side by side, so a skeleton may come before it; a
     * plan ends only when it is known, since the document is checked against its input.
     */
    public boolean requestKnown() {
        return request.deadline() != null;
    }

    /** Time since the request; at least zero and at most ten years, whatever its caller says of when it asked. */
    public Duration elapsed(Instant now) {
        Duration elapsed = Duration.between(request.requestedAt(), now);
        return elapsed.isNegative() ? Duration.ZERO : elapsed.compareTo(LONGEST) > 0 ? LONGEST : elapsed;
    }

    /** Estimated time to the end, its deadline at the latest. Empty until the first item is done. */
    public Optional<Duration> remaining(Instant now) {
        if (phase != PlanPhase.GENERATING || steps == null) {
            return Optional.empty();
        }
        Optional<Duration> left = steps.left(items, now);
        if (request.deadline() == null) {
            return left;
        }
        Duration most = Duration.between(now, request.deadline());
        return left.map(
                estimated -> estimated.compareTo(most) <= 0 ? estimated : most.isNegative() ? Duration.ZERO : most);
    }

    private Job with(ItemCounts counts, Steps way) {
        return new Job(jobId, request, phase, outcome, planningId, counts, cost, budget, way, changedAt);
    }

    private Job with(Request now, PlanPhase then, ItemCounts counts, BigDecimal dollars, Instant at) {
        return new Job(jobId, now, then, outcome, planningId, counts, dollars, budget, steps, at);
    }
}
