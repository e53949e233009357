package io.armature.assembler.assembly;

import io.armature.assembler.job.Bills;
import io.armature.assembler.job.Budget;
import io.armature.assembler.job.Job;
import io.armature.events.SkeletonCreated;
import java.math.BigDecimal;
import java.util.Optional;

/** The money of plans with a limit, share by share; a plan without one costs a look at its header. */
final class Shares {
    private final PlanState state;

    Shares(PlanState state) {
        this.state = state;
    }

    /** Request and skeleton are both there: what they leave is cut into shares, and what was spent before counts. */
    Job begin(Job job) {
        BigDecimal most = state.request(job.jobId()).orElseThrow().getMaxCost();
        if (most == null) {
            return job;
        }
        SkeletonCreated skeleton = state.skeleton(job.jobId()).orElseThrow();
        Job counted = job.with(Budget.of(
                most,
                Bills.cost(skeleton.getAttempts()),
                job.items().total(),
                job.items().waiting()));
        for (var early : state.items(job.jobId(), skeleton.getPlanningId()).entrySet()) {
            if (early.getValue().result() != null) {
                counted = refunded(
                        counted, early.getKey(), Bills.cost(early.getValue().attempts()));
            }
        }
        return counted;
    }

    /** What the next of the items that wait may cost; empty without a limit. */
    static Optional<BigDecimal> next(Job job) {
        return Optional.ofNullable(job.budget())
                .map(budget -> budget.share(job.items().waiting()));
    }

    /** An item that waited was asked for with this share. */
    static Job given(Job job, Optional<BigDecimal> share) {
        Budget budget = job.budget();
        return budget == null || share.isEmpty() ? job : job.with(budget.given(share.get()));
    }

    /** An item ended that had a share of the money: what it left is for those that still wait. */
    Job refunded(Job job, String itemId, BigDecimal cost) {
        Budget budget = job.budget();
        if (budget == null) {
            return job;
        }
        BigDecimal share = state.held()
                .takeShare(job.jobId(), String.valueOf(job.planningId()), itemId)
                .orElse(budget.perItem());
        return job.with(budget.back(share, cost));
    }

    /** An item that had ended before turned out to have cost more. */
    static Job spent(Job job, BigDecimal more) {
        Budget budget = job.budget();
        return budget == null ? job : job.with(budget.spent(more));
    }
}
