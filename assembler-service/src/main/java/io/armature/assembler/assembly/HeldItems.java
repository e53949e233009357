package io.armature.assembler.assembly;

import io.armature.assembler.job.Dependencies;
import io.armature.assembler.job.Dependencies.Readiness;
import io.armature.assembler.job.Job;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.events.ItemSpec;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds items back until those that they depend on have ended; then each is asked for, once, with what it needs of
 * them, or skipped. A plan without dependencies costs a look at its header.
 */
final class HeldItems {
    private static final Logger LOG = LoggerFactory.getLogger(HeldItems.class);
    private static final Duration UNTIL_BLUEPRINTS_COME = Duration.ofSeconds(1);

    private final PlanState state;
    private final PlansInWork plans;
    private final Shares shares;
    private final DependentRequests requests;
    private final ItemRequests door;
    private final Announcements announcements;

    HeldItems(
            PlanState state,
            PlansInWork plans,
            Shares shares,
            DependentRequests requests,
            ItemRequests door,
            Announcements announcements) {
        this.state = state;
        this.plans = plans;
        this.shares = shares;
        this.requests = requests;
        this.door = door;
        this.announcements = announcements;
    }

    /** A skeleton came: what depends on other items waits from here on. */
    Job hold(Job job, SkeletonCreated skeleton) {
        Dependencies dependencies = new Dependencies(skeleton.getItems());
        List<String> waiting = dependencies.waiting().stream()
                .map(ItemSpec::getItemId)
                .filter(id ->
                        state.item(job.jobId(), skeleton.getPlanningId(), id).result() == null)
                .toList();
        waiting.forEach(id -> state.held().hold(job.jobId(), skeleton.getPlanningId(), id));
        return job.holding(waiting.stream().map(dependencies::chain).toList());
    }

    /** Request and skeleton are both there: what came before them is looked at now. */
    Job begin(Job job, Instant now, @Nullable Headers cause) {
        return all(shares.begin(job), now, cause);
    }

    /** An item ended for the first time. */
    Job after(Job job, String itemId, Instant now, @Nullable Headers cause) {
        if (job.items().waiting() == 0) {
            return job;
        }
        Job known = withoutHold(job, itemId, now);
        if (known.items().waiting() == 0 || !known.requestKnown()) {
            return known;
        }
        return plans.of(known)
                .map(plan -> settled(known, plan, plan.dependencies().dependants(itemId), now, cause))
                .orElseGet(() -> later(known, now));
    }

    /** A result of an item that nobody asked for yet: it counts, and nobody asks for it any more. */
    private Job withoutHold(Job job, String itemId, Instant now) {
        String planningId = String.valueOf(job.planningId());
        if (!state.held().isHeld(job.jobId(), planningId, itemId)) {
            return job;
        }
        state.held().letGo(job.jobId(), planningId, itemId, null);
        Dependencies all =
                new Dependencies(state.skeleton(job.jobId()).orElseThrow().getItems());
        return job.without(all.chain(itemId), now);
    }

    /** Looks at every item that is held back. */
    Job all(Job job, Instant now, @Nullable Headers cause) {
        if (job.items().waiting() == 0 || !job.requestKnown()) {
            return job;
        }
        return plans.of(job)
                .map(plan -> settled(job, plan, held(job, plan), now, cause))
                .orElseGet(() -> later(job, now));
    }

    private List<ItemSpec> held(Job job, PlanInWork plan) {
        return state.held().of(job.jobId(), plan.skeleton().getPlanningId()).stream()
                .flatMap(id -> plan.dependencies().find(id).stream())
                .toList();
    }

    private Job later(Job job, Instant now) {
        state.due().remind(job.jobId(), now.plus(UNTIL_BLUEPRINTS_COME));
        return job;
    }

    /** Asks for those that are ready; skips those that cannot be any more, and with them what depends on them. */
    private Job settled(Job before, PlanInWork plan, List<ItemSpec> candidates, Instant now, @Nullable Headers cause) {
        Job job = before;
        Deque<ItemSpec> toLookAt = new ArrayDeque<>(candidates);
        while (!toLookAt.isEmpty()) {
            ItemSpec item = toLookAt.removeFirst();
            if (!state.held().isHeld(job.jobId(), plan.skeleton().getPlanningId(), item.getItemId())) {
                continue;
            }
            Optional<Reason> unmet = switch (requests.readiness(plan, item)) {
                case Readiness.Waits() -> Optional.empty();
                case Readiness.Unmet(Reason why) -> Optional.of(why);
                case Readiness.Ready(List<ItemSpec> with) -> {
                    ItemRequested request = requests.of(
                                    plan, item, with, Shares.next(job).orElse(null), now)
                            .build();
                    if (!door.fits(request)) {
                        yield Optional.of(tooLarge(with));
                    }
                    job = letGo(job, plan, request, now);
                    door.send(request, now, cause);
                    yield Optional.empty();
                }
            };
            if (unmet.isPresent()) {
                job = skipped(job, plan, item, unmet.get(), now, cause);
                toLookAt.addAll(plan.dependencies().dependants(item.getItemId()));
            }
        }
        return job;
    }

    private Job letGo(Job job, PlanInWork plan, ItemRequested request, Instant now) {
        state.held().letGo(job.jobId(), request.getPlanningId(), request.getItemId(), request.getMaxCost());
        return Shares.given(
                job.without(plan.dependencies().chain(request.getItemId()), now),
                Optional.ofNullable(request.getMaxCost()));
    }

    private Job skipped(Job job, PlanInWork plan, ItemSpec item, Reason why, Instant now, @Nullable Headers cause) {
        LOG.info("jobId={} itemId={} is skipped: {}", job.jobId(), item.getItemId(), why.getMessage());
        state.held().letGo(job.jobId(), plan.skeleton().getPlanningId(), item.getItemId(), null);
        state.put(ItemCompleted.newBuilder()
                .setJobId(job.jobId())
                .setPlanningId(plan.skeleton().getPlanningId())
                .setItemId(item.getItemId())
                .setOutcome(ItemOutcome.SKIPPED)
                .setReasons(List.of(why))
                .setTier(0)
                .setAttempts(List.of())
                .setCompletedAt(now)
                .build());
        Job next = job.itemEnded(ItemOutcome.SKIPPED, false, BigDecimal.ZERO, now)
                .without(plan.dependencies().chain(item.getItemId()), now);
        announcements.step(next, item.getItemId(), ItemOutcome.SKIPPED, now, cause);
        return next;
    }

    private static Reason tooLarge(List<ItemSpec> with) {
        return new Reason(
                "too-large",
                "",
                "its request does not fit into a message with what it needs of "
                        + with.stream().map(ItemSpec::getItemId).toList()
                        + "; have the blueprint show it less of them ('needs')");
    }
}
