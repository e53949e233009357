package io.armature.assembler.job;

import io.armature.events.ItemOutcome;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanPhase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header of a plan's state: counters and sums only, so that the cost of one result does not grow with the number of
 * items. Events may come in any order; what is not known yet is null.
 *
 * @param planningId the planning whose skeleton counts: the first in the log
 * @param generatingSince when the skeleton came
 * @param cost US dollars so far
 */
public record Job(
        String jobId,
        String blueprint,
        @Nullable String blueprintVersion,
        @Nullable String tenant,
        Instant requestedAt,
        @Nullable Instant deadline,
        PlanPhase phase,
        @Nullable Outcome outcome,
        @Nullable String planningId,
        int itemsTotal,
        int itemsAccepted,
        int itemsFailed,
        int itemsEscalated,
        BigDecimal cost,
        @Nullable Instant generatingSince,
        Instant changedAt) {
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** The state before anything but this event is known. */
    public static Job first(String jobId, Instant now) {
        return new Job(
                jobId,
                "",
                null,
                null,
                now,
                null,
                PlanPhase.PLANNING,
                null,
                null,
                0,
                0,
                0,
                0,
                BigDecimal.ZERO,
                null,
                now);
    }

    public Job accepted(
            String blueprintId,
            @Nullable String version,
            @Nullable String onBehalfOf,
            Instant requested,
            @Nullable Instant until,
            Instant now) {
        return new Job(
                jobId,
                blueprintId,
                version,
                onBehalfOf,
                requested,
                until,
                phase,
                outcome,
                planningId,
                itemsTotal,
                itemsAccepted,
                itemsFailed,
                itemsEscalated,
                cost,
                generatingSince,
                now);
    }

    public Job planned(String id, int items, BigDecimal skeletonCost, Instant now) {
        return new Job(
                jobId,
                blueprint,
                blueprintVersion,
                tenant,
                requestedAt,
                deadline,
                PlanPhase.GENERATING,
                outcome,
                id,
                items,
                itemsAccepted,
                itemsFailed,
                itemsEscalated,
                cost.add(skeletonCost),
                now,
                now);
    }

    /** An item ended; its further attempts cost this much; {@code escalated} when that was not counted before. */
    public Job itemEnded(ItemOutcome how, boolean escalated, BigDecimal more, Instant now) {
        boolean good = how == ItemOutcome.ACCEPTED;
        return new Job(
                jobId,
                blueprint,
                blueprintVersion,
                tenant,
                requestedAt,
                deadline,
                phase,
                outcome,
                planningId,
                itemsTotal,
                itemsAccepted + (good ? 1 : 0),
                itemsFailed + (good ? 0 : 1),
                itemsEscalated + (escalated ? 1 : 0),
                cost.add(more),
                generatingSince,
                now);
    }

    /** More is known of an item's attempts; {@code first} when it was not known to be escalated. */
    public Job itemEscalated(boolean first, BigDecimal more, Instant now) {
        return new Job(
                jobId,
                blueprint,
                blueprintVersion,
                tenant,
                requestedAt,
                deadline,
                phase,
                outcome,
                planningId,
                itemsTotal,
                itemsAccepted,
                itemsFailed,
                itemsEscalated + (first ? 1 : 0),
                cost.add(more),
                generatingSince,
                now);
    }

    /** The same with these counts of items that have ended. */
    public Job counted(int accepted, int failed) {
        return new Job(
                jobId,
                blueprint,
                blueprintVersion,
                tenant,
                requestedAt,
                deadline,
                phase,
                outcome,
                planningId,
                itemsTotal,
                accepted,
                failed,
                itemsEscalated,
                cost,
                generatingSince,
                changedAt);
    }

    /** The plan has ended; the counts are those of its last event, in which every item has its say. */
    public Job ended(PlanCompleted last, Instant now) {
        int accepted = (int) last.getItems().stream()
                .filter(item -> item.getOutcome() == ItemOutcome.ACCEPTED)
                .count();
        return new Job(
                jobId,
                blueprint,
                blueprintVersion,
                tenant,
                requestedAt,
                deadline,
                PlanPhase.ENDED,
                last.getOutcome(),
                planningId,
                itemsTotal,
                last.getItems().isEmpty() ? itemsAccepted : accepted,
                last.getItems().isEmpty() ? itemsFailed : last.getItems().size() - accepted,
                itemsEscalated,
                last.getBill().getTotal().getCost(),
                generatingSince,
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
        return phase == PlanPhase.GENERATING && itemsAccepted + itemsFailed >= itemsTotal;
    }

    /**
     * Whether the accepted request has been read. Topics are read side by side, so a skeleton may come before it; a
     * plan ends only when it is known, since the document is checked against its input.
     */
    public boolean requestKnown() {
        return deadline != null;
    }

    /** Time since the request; at least zero and at most ten years, whatever its caller says of when it asked. */
    public Duration elapsed(Instant now) {
        Duration elapsed = Duration.between(requestedAt, now);
        return elapsed.isNegative() ? Duration.ZERO : elapsed.compareTo(LONGEST) > 0 ? LONGEST : elapsed;
    }

    /**
     * Estimated time to the end. With d of n items done after t, the k-th of n parallel items is expected at the
     * k/(n+1) quantile of their durations; taking these as evenly spread, the last comes at t (n + 1) / (d + 1), so t
     * (n - d) / (d + 1) is left. Empty until the first item is done.
     */
    public Optional<Duration> remaining(Instant now) {
        int done = itemsAccepted + itemsFailed;
        if (phase != PlanPhase.GENERATING || generatingSince == null || done == 0) {
            return Optional.empty();
        }
        long spent = Duration.between(generatingSince, now).toMillis();
        return Optional.of(Duration.ofMillis(Math.max(0, spent * (itemsTotal - done) / (done + 1))));
    }
}
