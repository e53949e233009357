package io.armature.assembler.assembly;

import io.armature.assembler.job.Budget;
import io.armature.assembler.job.Faces;
import io.armature.assembler.job.ItemState;
import io.armature.assembler.job.Job;
import io.armature.assembler.job.Standing;
import io.armature.assembler.job.Standing.Face;
import io.armature.assembler.job.Standing.Likeness;
import io.armature.blueprints.Distinctness;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRepair;
import io.armature.events.ItemRequested;
import io.armature.events.ItemSpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the items of a plan unlike each other. Those that stand are never alike, as long as that can be helped: a
 * result that is like one of them is asked for again at once, with what to avoid, so that of a group of alike items the
 * first stays and each other costs one call. One that has been asked for often enough stays, and what it is like gives
 * way if it still can.
 */
final class Repeats {
    private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);
    /** So many vectors are kept in memory, some 15 MB; those of other plans are read again when they are needed. */
    private static final int MOST_ITEMS = 10_000;
    /** From the second repair on: what was written after the candidates was alike twice, and may be so after each. */
    private static final String NO_CANDIDATES = "[]";

    private final PlanState state;
    private final PlansInWork plans;
    private final DependentRequests dependent;
    private final ItemRequests requests;
    private final PlanMetrics metrics;
    private final Map<String, Looked> byJob = new LinkedHashMap<>(16, 0.75f, true);

    /** @param whole whether each of its items was compared with the others */
    private record Looked(String planningId, Standing standing, boolean whole) {}

    Repeats(
            PlanState state,
            PlansInWork plans,
            DependentRequests dependent,
            ItemRequests requests,
            PlanMetrics metrics) {
        this.state = state;
        this.plans = plans;
        this.dependent = dependent;
        this.requests = requests;
        this.metrics = metrics;
    }

    /** A result was taken and counted; those that must be asked for again are open again in what comes back. */
    Job after(Job job, ItemCompleted result, Instant now, @Nullable Headers cause) {
        Optional<PlanInWork> plan = distinct(job);
        return plan.isEmpty() || result.getOutcome() != ItemOutcome.ACCEPTED
                ? job
                : compared(job, plan.get(), standing(plan.get(), result.getItemId()), result, now, cause);
    }

    /** Compares what was taken before it could be: before its skeleton, request or blueprint had come. */
    Job all(Job job, Instant now, @Nullable Headers cause) {
        Optional<PlanInWork> plan = distinct(job);
        if (plan.isEmpty()) {
            return job;
        }
        List<ItemCompleted> accepted = accepted(plan.get());
        Looked looked = byJob.get(job.jobId());
        if (looked != null
                && looked.planningId().equals(job.planningId())
                && looked.whole()
                && accepted.stream().allMatch(result -> looked.standing().holds(result.getItemId()))) {
            return job;
        }
        Standing standing = new Standing(section(plan.get()).threshold());
        keep(plan.get(), new Looked(plan.get().skeleton().getPlanningId(), standing, true));
        Job next = job;
        for (ItemCompleted result : accepted) {
            if (!state.item(next, result.getPlanningId(), result.getItemId()).isOpen()) {
                next = compared(next, plan.get(), standing, result, now, cause);
            }
        }
        return next;
    }

    /** The plan has ended. */
    void forget(String jobId) {
        byJob.remove(jobId);
    }

    private Optional<PlanInWork> distinct(Job job) {
        return job.requestKnown() && job.planningId() != null
                ? plans.of(job).filter(plan -> plan.blueprint().distinctness().isPresent())
                : Optional.empty();
    }

    private static Distinctness section(PlanInWork plan) {
        return plan.blueprint().distinctness().orElseThrow();
    }

    private Job compared(
            Job job, PlanInWork plan, Standing standing, ItemCompleted result, Instant now, @Nullable Headers cause) {
        Optional<Face> face = Faces.of(plan.blueprint(), plan.dependencies().find(result.getItemId()), result);
        if (face.isEmpty()) {
            return job;
        }
        List<Likeness> alike = standing.like(result.getItemId(), face.get());
        if (alike.isEmpty()) {
            standing.place(result.getItemId(), face.get());
            return job;
        }
        Optional<Job> again = again(job, plan, standing, result, face.get().name(), alike, now, cause);
        if (again.isPresent()) {
            return again.get();
        }
        standing.place(result.getItemId(), face.get());
        Job next = job;
        for (Likeness other : alike) {
            // Others may have been written after what it holds; it is too late for it to change.
            if (plan.dependencies().dependants(other.itemId()).isEmpty()) {
                ItemCompleted its =
                        Objects.requireNonNull(state.item(job.jobId(), result.getPlanningId(), other.itemId())
                                .result());
                Likeness likeness = new Likeness(result.getItemId(), face.get().name(), other.byName(), other.cosine());
                next = again(next, plan, standing, its, other.name(), List.of(likeness), now, cause)
                        .orElse(next);
            }
        }
        return next;
    }

    /** Asks for an item once more; empty when that cannot be: it was asked for often enough, or the time is over. */
    private Optional<Job> again(
            Job job,
            PlanInWork plan,
            Standing standing,
            ItemCompleted result,
            String name,
            List<Likeness> alike,
            Instant now,
            @Nullable Headers cause) {
        ItemSpec item = plan.dependencies().find(result.getItemId()).orElseThrow();
        int round = result.getRound() + 1;
        if (round > section(plan).rounds() || !plan.request().getDeadline().isAfter(now)) {
            return Optional.empty();
        }
        Budget budget = job.budget();
        // As much as an item got at first, but no more than leaves something for those that still wait.
        BigDecimal share = budget == null
                ? null
                : budget.perItem().min(budget.share(job.items().waiting() + 1));
        ItemRequested request = dependent
                .again(plan, item, share, now)
                .setCandidates(round == 1 || item.getCandidates() == null ? item.getCandidates() : NO_CANDIDATES)
                .setRound(round)
                .setRepair(new ItemRepair(
                        Objects.requireNonNull(result.getContent()), standing.toAvoid(result.getItemId(), name, alike)))
                .build();
        if (!requests.fits(request)) {
            return Optional.empty();
        }
        standing.remove(result.getItemId());
        state.repairs().ask(job.jobId(), result.getPlanningId(), result.getItemId(), round);
        state.held().letGo(job.jobId(), result.getPlanningId(), result.getItemId(), share);
        requests.send(request, now, cause);
        metrics.repaired(job.request().blueprint());
        LOG.info(
                "jobId={} itemId={} round={} is asked for again: it is like {}",
                job.jobId(),
                result.getItemId(),
                round,
                alike.getFirst().itemId());
        Job open = job.reopened(now);
        return Optional.of(budget == null || share == null ? open : open.with(budget.given(share)));
    }

    /** Those that stand beside an item; read from the state when they are not in memory. */
    private Standing standing(PlanInWork plan, String besideItem) {
        Looked looked = byJob.get(plan.request().getJobId());
        if (looked != null && looked.planningId().equals(plan.skeleton().getPlanningId())) {
            return looked.standing();
        }
        Standing read = new Standing(section(plan).threshold());
        List<ItemCompleted> others = accepted(plan).stream()
                .filter(result -> !result.getItemId().equals(besideItem))
                .toList();
        others.forEach(result -> Faces.of(plan.blueprint(), plan.dependencies().find(result.getItemId()), result)
                .ifPresent(face -> read.place(result.getItemId(), face)));
        keep(plan, new Looked(plan.skeleton().getPlanningId(), read, others.isEmpty()));
        return read;
    }

    /** What was accepted and is not asked for again, the first that came first. */
    private List<ItemCompleted> accepted(PlanInWork plan) {
        return state.items(plan.request().getJobId(), plan.skeleton().getPlanningId()).values().stream()
                .filter(item -> !item.isOpen())
                .map(ItemState::result)
                .filter(Objects::nonNull)
                .filter(result -> result.getOutcome() == ItemOutcome.ACCEPTED)
                .sorted(Comparator.comparing(ItemCompleted::getCompletedAt).thenComparing(ItemCompleted::getItemId))
                .toList();
    }

    private void keep(PlanInWork plan, Looked looked) {
        byJob.put(plan.request().getJobId(), looked);
        int items = byJob.values().stream().mapToInt(l -> l.standing().size()).sum();
        for (var eldest = byJob.entrySet().iterator(); items > MOST_ITEMS && byJob.size() > 1; ) {
            items -= eldest.next().getValue().standing().size();
            eldest.remove();
        }
    }
}
