package io.armature.assembler.job;

import io.armature.events.ItemOutcome;
import io.armature.events.Outcome;
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

    /** An item ended; its further attempts cost this much. */
    public Job itemEnded(ItemOutcome how, BigDecimal more, Instant now) {
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
                itemsEscalated,
                cost.add(more),
                generatingSince,
                now);
    }

    /** An item went to the next tier; {@code first} when it had not before. */
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

    public Job ended(Outcome how, BigDecimal finalCost, Instant now) {
        return new Job(
                jobId,
                blueprint,
                blueprintVersion,
                tenant,
                requestedAt,
                deadline,
                PlanPhase.ENDED,
                how,
                planningId,
                itemsTotal,
                itemsAccepted,
                itemsFailed,
                itemsEscalated,
                finalCost,
                generatingSince,
                now);
    }

    /** Whether this event's planning is the one that counts; every planning does while none is known. */
    public boolean follows(String otherPlanningId) {
        return planningId == null || planningId.equals(otherPlanningId);
    }

    public boolean hasEnded() {
        return phase == PlanPhase.ENDED;
    }

    /** Every item has ended. */
    public boolean allItemsEnded() {
        return phase == PlanPhase.GENERATING && itemsAccepted + itemsFailed >= itemsTotal;
    }

    public Duration elapsed(Instant now) {
        return Duration.between(requestedAt, now);
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
