package io.armature.assembler.assembly;

import io.armature.assembler.job.Ending;
import io.armature.assembler.job.Fitting;
import io.armature.assembler.job.ItemState;
import io.armature.assembler.job.Job;
import io.armature.blueprints.Blueprint;
import io.armature.events.Outcome;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends plans: when their last item has ended, at their deadline; and forgets them when their time is over. */
final class PlanEnds {
    private static final Logger LOG = LoggerFactory.getLogger(PlanEnds.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration FOR_A_BLUEPRINT = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 500;

    private final PlanState state;
    private final PlansInWork plans;
    private final Announcements announcements;
    private final KnownBlueprints blueprints;
    private final PlanMetrics metrics;
    private final OpenPlans open;
    private final Bounds bounds;
    private final ToIntFunction<PlanCompleted> size;

    PlanEnds(
            PlanState state,
            PlansInWork plans,
            Announcements announcements,
            KnownBlueprints blueprints,
            PlanMetrics metrics,
            OpenPlans open,
            Bounds bounds,
            ToIntFunction<PlanCompleted> size) {
        this.state = state;
        this.plans = plans;
        this.announcements = announcements;
        this.blueprints = blueprints;
        this.metrics = metrics;
        this.open = open;
        this.bounds = bounds;
        this.size = size;
    }

    /** A plan that has no items. */
    void end(Job job, PlanCompleted whole, Instant now, @Nullable Headers cause) {
        Fitting.Fitted fitted = Fitting.within(
                whole,
                new Fitting.Room(bounds.largestEnd(), bounds.largestDocument(), now.plus(bounds.rememberEnded())),
                size);
        PlanCompleted last = fitted.last();
        Job ended = job.ended(last, now);
        if (state.request(job.jobId()).isPresent()) {
            open.closed();
        }
        plans.forget(job.jobId());
        state.end(ended, last, fitted.apart());
        state.due().remind(job.jobId(), now.plus(bounds.keepEnded()));
        announcements.progress(ended, now, cause);
        announcements.end(ended, last, now, cause);
        metrics.ended(ended, last, now);
        LOG.info(
                "jobId={} outcome={} items={}/{} escalated={} cost={} elapsedMs={}",
                job.jobId(),
                last.getOutcome(),
                ended.items().accepted(),
                ended.items().total(),
                ended.items().escalated(),
                ended.cost().toPlainString(),
                ended.elapsed(now).toMillis());
    }

    /** A plan with what it has of its items; waits a little when its blueprint has not been read yet. */
    void endWithItems(Job job, PlannedItems planned, Instant now, @Nullable Headers cause) {
        SkeletonCreated skeleton = planned.skeleton();
        Map<String, ItemState> items = planned.items();
        String version = Objects.requireNonNullElse(job.request().blueprintVersion(), "");
        Optional<Blueprint> blueprint = blueprints.find(job.request().blueprint(), version);
        long characters = items.values().stream()
                .flatMap(item -> Optional.ofNullable(item.result()).stream())
                .flatMap(result -> Optional.ofNullable(result.getContent()).stream())
                .mapToLong(String::length)
                .sum();
        if (characters > bounds.largestDocument()) {
            // Each is a byte at least, and put together they would take many times as much memory.
            Reason why = Fitting.tooLarge(characters, bounds.largestDocument());
            end(job, Ending.withoutDocument(job, why, skeleton, items, now), now, cause);
        } else if (blueprint.isPresent()) {
            String input =
                    state.request(job.jobId()).map(PlanAccepted::getInput).orElse("{}");
            end(job, Ending.withItems(job, blueprint.get(), input, skeleton, items, now), now, cause);
        } else if (!blueprints.areCaughtUp() || now.isBefore(job.changedAt().plus(FOR_A_BLUEPRINT))) {
            state.put(job);
            state.due().remind(job.jobId(), now.plus(BETWEEN_LOOKS));
        } else {
            Reason why = new Reason(
                    "blueprint",
                    "",
                    "blueprint " + job.request().blueprint() + "@" + version
                            + " is not on the topic of blueprints, so there is nothing to assemble by;"
                            + " was it deleted while plans of it were running?");
            end(job, Ending.withoutDocument(job, why, skeleton, items, now), now, cause);
        }
    }

    /**
     * What was held back of progress, deadlines of open plans, and plans whose time is over.
     *
     * @param look at a plan that goes on, and of which items could not be asked for when it was time
     */
    void whatIsDue(Instant now, BiConsumer<Job, Instant> look) {
        for (String jobId : announcements.heldBack(now)) {
            state.find(jobId).filter(job -> !job.hasEnded()).ifPresent(job -> announcements.progress(job, now, null));
        }
        for (String jobId : state.due().take(now, MOST_AT_ONCE)) {
            state.find(jobId).ifPresent(job -> due(job, now, look));
        }
    }

    private void due(Job job, Instant now, BiConsumer<Job, Instant> look) {
        Instant deadline = job.request().deadline();
        if (job.hasEnded()) {
            grownOld(job, now);
        } else if (deadline == null) {
            LOG.warn(
                    "jobId={} is forgotten: events of it came, but no accepted request; was it handled longer ago"
                            + " than plans are kept?",
                    job.jobId());
            state.forget(job);
        } else if (job.planningId() != null && !deadline.isAfter(now)) {
            endWithItems(job, state.planned(job), now, null);
        } else if (!deadline.isAfter(now)) {
            Reason reason = new Reason("deadline", "", "there was no skeleton when the plan's deadline passed");
            end(job, Ending.withoutItems(job, Outcome.FAILED, List.of(reason), List.of(), now), now, null);
        } else {
            look.accept(job, now);
        }
    }

    /** First its document goes, later that it has been; reminders of times that were set differently are renewed. */
    private void grownOld(Job job, Instant now) {
        Instant forget = job.changedAt().plus(bounds.rememberEnded());
        Instant drop = job.changedAt().plus(bounds.keepEnded());
        if (!forget.isAfter(now)) {
            state.forget(job);
        } else if (!drop.isAfter(now)) {
            state.dropEnd(job);
            state.due().remind(job.jobId(), forget);
        } else {
            state.due().remind(job.jobId(), drop);
        }
    }
}
