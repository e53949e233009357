package io.armature.assembler.assembly;

import io.armature.assembler.job.Bills;
import io.armature.assembler.job.Budget;
import io.armature.assembler.job.Dependencies;
import io.armature.assembler.job.Dependencies.Readiness;
import io.armature.assembler.job.Ending.ItemState;
import io.armature.assembler.job.Job;
import io.armature.blueprints.ItemResult;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds items back until those that they depend on have ended; then each is asked for, once, with what it needs of
 * them, or skipped. A plan without dependencies costs a look at its header.
 */
final class HeldItems {
    private static final Logger LOG = LoggerFactory.getLogger(HeldItems.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration UNTIL_BLUEPRINTS_COME = Duration.ofSeconds(1);

    private final PlanState state;
    private final PlansInWork plans;
    private final ItemRequests requests;
    private final Announcements announcements;

    HeldItems(PlanState state, PlansInWork plans, ItemRequests requests, Announcements announcements) {
        this.state = state;
        this.plans = plans;
        this.requests = requests;
        this.announcements = announcements;
    }

    /** A skeleton came: what depends on other items waits from here on. */
    Job hold(Job job, SkeletonCreated skeleton) {
        List<ItemSpec> waiting = new Dependencies(skeleton.getItems())
                .waiting().stream()
                        .filter(item -> state.item(job.jobId(), skeleton.getPlanningId(), item.getItemId())
                                        .result()
                                == null)
                        .toList();
        waiting.forEach(item -> state.held().hold(job.jobId(), skeleton.getPlanningId(), item.getItemId()));
        return job.waiting(waiting.size());
    }

    /** Request and skeleton are both there: what came before them is looked at now. */
    Job begin(Job job, Instant now, @Nullable Headers cause) {
        return all(withBudget(job), now, cause);
    }

    /** An item ended for the first time. */
    Job after(Job job, String itemId, Instant now, @Nullable Headers cause) {
        if (job.items().waiting() == 0) {
            return job;
        }
        Job known = withoutHold(job, itemId);
        if (known.items().waiting() == 0 || !known.requestKnown()) {
            return known;
        }
        return plans.of(known)
                .map(plan -> settled(known, plan, plan.dependencies().dependants(itemId), now, cause))
                .orElseGet(() -> later(known, now));
    }

    /** A result of an item that nobody asked for yet: it counts, and nobody asks for it any more. */
    private Job withoutHold(Job job, String itemId) {
        String planningId = String.valueOf(job.planningId());
        if (!state.held().isHeld(job.jobId(), planningId, itemId)) {
            return job;
        }
        state.held().letGo(job.jobId(), planningId, itemId, null);
        return job.waiting(job.items().waiting() - 1);
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
    Job spent(Job job, BigDecimal more) {
        Budget budget = job.budget();
        return budget == null ? job : job.with(budget.spent(more));
    }

    private Job withBudget(Job job) {
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
            Optional<Reason> unmet = switch (plan.dependencies().of(item, id -> ended(plan, id))) {
                case Readiness.Waits() -> Optional.empty();
                case Readiness.Unmet(Reason why) -> Optional.of(why);
                case Readiness.Ready(List<ItemSpec> with) -> {
                    ItemRequested request = request(job, plan, item, with, now);
                    if (!requests.fits(request)) {
                        yield Optional.of(tooLarge(with));
                    }
                    job = letGo(job, request);
                    requests.send(request, now, cause);
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

    private Optional<ItemOutcome> ended(PlanInWork plan, String itemId) {
        return result(plan, itemId).ended().map(ItemCompleted::getOutcome);
    }

    private ItemState result(PlanInWork plan, String itemId) {
        return state.item(plan.request().getJobId(), plan.skeleton().getPlanningId(), itemId);
    }

    private ItemRequested request(Job job, PlanInWork plan, ItemSpec item, List<ItemSpec> with, Instant now) {
        Budget budget = job.budget();
        BigDecimal share = budget == null ? null : budget.share(job.items().waiting());
        return request(plan, item, with, share, now).build();
    }

    /** The request for an item that was asked for before, with what it needs of others. */
    ItemRequested.Builder request(PlanInWork plan, ItemSpec item, @Nullable BigDecimal share, Instant now) {
        List<ItemSpec> with = switch (plan.dependencies().of(item, id -> ended(plan, id))) {
            case Readiness.Ready(List<ItemSpec> ended) -> ended;
            case Readiness.Waits() -> List.of();
            case Readiness.Unmet(Reason why) -> List.of();
        };
        return request(plan, item, with, share, now);
    }

    private ItemRequested.Builder request(
            PlanInWork plan, ItemSpec item, List<ItemSpec> with, @Nullable BigDecimal share, Instant now) {
        List<ItemResult> results = with.stream()
                .flatMap(dependency -> seen(plan, dependency).stream())
                .toList();
        return ItemRequests.of(plan, item, share, now)
                .setResults(plan.blueprint().results(item.getKind(), results).toString());
    }

    /** What an accepted item holds; content that is no JSON is told at the plan's end, and nobody sees it before. */
    private Optional<ItemResult> seen(PlanInWork plan, ItemSpec item) {
        ItemCompleted result = result(plan, item.getItemId()).result();
        String content = result == null ? null : result.getContent();
        try {
            return content == null
                    ? Optional.empty()
                    : Optional.of(new ItemResult(
                            item.getItemId(),
                            item.getKind(),
                            item.getTitle(),
                            JSON.readTree(item.getSpec()),
                            JSON.readTree(content)));
        } catch (JacksonException e) {
            LOG.warn("jobId={} itemId={} holds no JSON", plan.request().getJobId(), item.getItemId());
            return Optional.empty();
        }
    }

    private Job letGo(Job job, ItemRequested request) {
        state.held().letGo(job.jobId(), request.getPlanningId(), request.getItemId(), request.getMaxCost());
        Budget budget = job.budget();
        Job less = job.waiting(job.items().waiting() - 1);
        return budget == null || request.getMaxCost() == null ? less : less.with(budget.given(request.getMaxCost()));
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
                .waiting(job.items().waiting() - 1);
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
