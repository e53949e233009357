package io.armature.assembler.assembly;

import io.armature.assembler.job.Bills;
import io.armature.assembler.job.Ending;
import io.armature.assembler.job.ItemState;
import io.armature.assembler.job.Job;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.Outcome;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event of a plan in; its state changed, its progress told, its end begun when nothing more is to come. */
final class PlanKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(PlanKeeper.class);

    private final PlanState state;
    private final Announcements announcements;
    private final HeldItems held;
    private final Shares shares;
    private final Repeats repeats;
    private final PlanEnds ends;
    private final PlanMetrics metrics;
    private final OpenPlans open;

    PlanKeeper(
            PlanState state,
            Announcements announcements,
            HeldItems held,
            Shares shares,
            Repeats repeats,
            PlanEnds ends,
            PlanMetrics metrics,
            OpenPlans open) {
        this.state = state;
        this.announcements = announcements;
        this.held = held;
        this.shares = shares;
        this.repeats = repeats;
        this.ends = ends;
        this.metrics = metrics;
        this.open = open;
    }

    void accepted(Job job, PlanAccepted event, Instant now, Headers cause) {
        if (job.requestKnown()) {
            metrics.late();
            return;
        }
        state.put(event);
        state.due().remind(event.getJobId(), event.getDeadline());
        open.opened();
        Job next = job.accepted(event, now);
        state.list(next);
        announcements.progress(next, now, cause);
        changed(next.planningId() == null ? next : held.begin(next, now, cause), now, cause);
    }

    void aborted(Job job, PlanAborted event, Instant now, Headers cause) {
        boolean turnedAway = event.getPlanningId() == null;
        if (job.planningId() != null || (turnedAway && job.requestKnown())) {
            // Another planning of the same request had given a skeleton, or a good request of this id had come before.
            metrics.late();
            return;
        }
        Job known = job.aborted(event, now);
        state.list(known);
        Outcome outcome = turnedAway ? Outcome.REJECTED : Outcome.FAILED;
        ends.end(known, Ending.withoutItems(known, outcome, event.getReasons(), event.getAttempts(), now), now, cause);
    }

    void planned(Job job, SkeletonCreated event, Instant now, Headers cause) {
        if (job.planningId() != null) {
            LOG.info("jobId={} a second skeleton is dropped: planningId={}", event.getJobId(), event.getPlanningId());
            metrics.late();
            return;
        }
        state.put(event);
        Job next = job.planned(event, Bills.cost(event.getAttempts()), now);
        // What came before the skeleton counts from here on, if it is of this planning.
        for (ItemState early :
                state.items(event.getJobId(), event.getPlanningId()).values()) {
            BigDecimal cost = Bills.cost(early.attempts());
            ItemCompleted result = early.result();
            next = result == null
                    ? next.itemEscalated(early.escalated(), cost, now)
                    : next.itemEnded(result.getOutcome(), early.escalated(), cost, now);
        }
        announcements.progress(next, now, cause);
        Job holding = held.hold(next, event);
        changed(holding.requestKnown() ? held.begin(holding, now, cause) : holding, now, cause);
    }

    void itemEnded(Job job, ItemCompleted event, Instant now, Headers cause) {
        if (!job.follows(event.getPlanningId())) {
            metrics.late();
            return;
        }
        ItemState before = state.item(job, event.getPlanningId(), event.getItemId());
        List<Attempt> attempts = Bills.merged(before.attempts(), event.getAttempts());
        boolean waited = before.waitsFor(event.getRound());
        ItemCompleted counted = before.counted(event);
        state.put(ItemCompleted.newBuilder(counted).setAttempts(attempts).build());
        if (job.planningId() == null) {
            state.put(job);
            return;
        }
        BigDecimal more = Bills.cost(attempts).subtract(Bills.cost(before.attempts()));
        boolean escalated = event.getTier() > 0 && !before.escalated();
        if (!waited) {
            // Of each round the first result counts; what further ones cost is on the bill.
            Job next = Shares.spent(job.itemEscalated(false, more, now), more);
            announcements.step(next, event.getItemId(), counted.getOutcome(), now, cause);
            changed(next, now, cause);
            return;
        }
        BigDecimal ofItsShare = before.result() == null ? Bills.cost(attempts) : more;
        Job ended = shares.refunded(
                job.itemEnded(counted.getOutcome(), escalated, more, now), event.getItemId(), ofItsShare);
        Job next = repeats.after(ended, counted, now, cause);
        // Only an item that is asked for again changes the plan in there.
        boolean open = next != ended
                && state.item(next, event.getPlanningId(), event.getItemId()).isOpen();
        announcements.step(next, event.getItemId(), open ? null : counted.getOutcome(), now, cause);
        changed(open ? next : held.after(next, event.getItemId(), now, cause), now, cause);
    }

    void itemEscalated(Job job, ItemEscalated event, Instant now, Headers cause) {
        String planningId = event.getRequest().getPlanningId();
        String itemId = event.getRequest().getItemId();
        if (!job.follows(planningId)) {
            metrics.late();
            return;
        }
        ItemState before = state.item(job, planningId, itemId);
        List<Attempt> attempts = Bills.merged(before.attempts(), event.getAttempts());
        state.put(ItemEscalated.newBuilder(event).setAttempts(attempts).build());
        if (job.planningId() == null) {
            state.put(job);
            return;
        }
        BigDecimal more = Bills.cost(attempts).subtract(Bills.cost(before.attempts()));
        Job next = job.itemEscalated(!before.escalated(), more, now);
        announcements.step(next, itemId, null, now, cause);
        changed(next, now, cause);
    }

    /** Looks again at what is held back. */
    void look(Job job, Instant now) {
        changed(held.all(job, now, null), now, null);
    }

    /** Keeps the new state; ends the plan when its last item has ended. */
    private void changed(Job job, Instant now, @Nullable Headers cause) {
        state.put(job);
        if (job.requestKnown() && job.allItemsEnded()) {
            PlannedItems items = state.planned(job);
            Job checked = items.recounted(job);
            Job compared = checked.allItemsEnded() ? repeats.all(checked, now, cause) : checked;
            if (compared.allItemsEnded()) {
                ends.endWithItems(job, items, now, cause);
                forgetEnded(job.jobId());
            } else {
                state.put(compared);
            }
        }
    }

    private void forgetEnded(String jobId) {
        if (state.find(jobId).filter(job -> !job.hasEnded()).isEmpty()) {
            repeats.forget(jobId);
        }
    }
}
