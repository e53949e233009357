package io.armature.assembler.assembly;

import io.armature.assembler.job.Bills;
import io.armature.assembler.job.Ending;
import io.armature.assembler.job.Job;
import io.armature.backbone.EventHeaders;
import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemOutcome;
import io.armature.events.Outcome;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanProgressed;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event of a plan in; its state changed, its progress and its end out. The only writer of both. */
final class PlanProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    static final String SOURCE = "assembler-service";

    private static final Logger LOG = LoggerFactory.getLogger(PlanProcessor.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration FOR_A_BLUEPRINT = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 500;

    private final PublishedBlueprints blueprints;
    private final PlanMetrics metrics;
    private final Duration keepEnded;
    private @Nullable PlanState state;

    PlanProcessor(PublishedBlueprints blueprints, PlanMetrics metrics, Duration keepEnded) {
        this.blueprints = blueprints;
        this.metrics = metrics;
        this.keepEnded = keepEnded;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        state = new PlanState(context);
        context.schedule(BETWEEN_LOOKS, PunctuationType.WALL_CLOCK_TIME, now -> whatIsDue(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        Job job = state().job(record.key(), now);
        if (job.hasEnded()) {
            metrics.late();
            return;
        }
        Headers cause = record.headers();
        switch (record.value()) {
            case PlanAccepted event -> accepted(job, event, now, cause);
            case PlanAborted event -> aborted(job, event, now, cause);
            case SkeletonCreated event -> planned(job, event, now, cause);
            case ItemCompleted event -> itemEnded(job, event, now, cause);
            case ItemEscalated event -> itemEscalated(job, event, now, cause);
            default ->
                LOG.warn(
                        "jobId={} an event of type {} is not expected here",
                        record.key(),
                        record.value().getClass());
        }
    }

    private void accepted(Job job, PlanAccepted event, Instant now, Headers cause) {
        state().put(event);
        state().remind(event.getJobId(), event.getDeadline());
        Job next = job.accepted(
                event.getBlueprint(),
                event.getBlueprintVersion(),
                event.getTenant(),
                event.getRequestedAt(),
                event.getDeadline(),
                now);
        changed(next, null, null, now, cause);
    }

    private void aborted(Job job, PlanAborted event, Instant now, Headers cause) {
        boolean turnedAway = event.getPlanningId() == null;
        if (job.planningId() != null || (turnedAway && job.blueprintVersion() != null)) {
            // Another planning of the same request had given a skeleton, or a good request of this id had come before.
            metrics.late();
            return;
        }
        Job known = job.accepted(
                event.getBlueprint(),
                event.getBlueprintVersion(),
                event.getTenant(),
                event.getRequestedAt(),
                job.deadline(),
                now);
        Outcome outcome = turnedAway ? Outcome.REJECTED : Outcome.FAILED;
        end(known, Ending.withoutItems(known, outcome, event.getReasons(), event.getAttempts(), now), now, cause);
    }

    private void planned(Job job, SkeletonCreated event, Instant now, Headers cause) {
        if (job.planningId() != null) {
            LOG.info("jobId={} a second skeleton is dropped: planningId={}", event.getJobId(), event.getPlanningId());
            return;
        }
        state().put(event);
        Job next = job.planned(event.getPlanningId(), event.getItems().size(), Bills.cost(event.getAttempts()), now);
        if (next.blueprint().isEmpty()) {
            next = next.accepted(
                    event.getBlueprint(),
                    event.getBlueprintVersion(),
                    next.tenant(),
                    next.requestedAt(),
                    next.deadline(),
                    now);
        }
        for (ItemCompleted early : state().resultsOf(event.getJobId())) {
            if (early.getPlanningId().equals(event.getPlanningId())) {
                next = next.itemEnded(early.getOutcome(), Bills.cost(early.getAttempts()), now);
            }
        }
        changed(next, null, null, now, cause);
    }

    private void itemEnded(Job job, ItemCompleted event, Instant now, Headers cause) {
        if (!job.follows(event.getPlanningId())) {
            return;
        }
        Optional<ItemCompleted> before = state().result(event.getJobId(), event.getItemId());
        List<Attempt> known = state().attempts(event.getJobId(), event.getItemId());
        List<Attempt> merged = Bills.merged(known, event.getAttempts());
        BigDecimal more = Bills.cost(merged).subtract(Bills.cost(known));
        ItemCompleted counted = before.orElse(event);
        state().put(ItemCompleted.newBuilder(counted).setAttempts(merged).build());
        if (job.planningId() == null) {
            return;
        }
        Job next =
                before.isPresent() ? job.itemEscalated(false, more, now) : job.itemEnded(event.getOutcome(), more, now);
        changed(next, event.getItemId(), counted.getOutcome(), now, cause);
    }

    private void itemEscalated(Job job, ItemEscalated event, Instant now, Headers cause) {
        if (!job.follows(event.getRequest().getPlanningId())) {
            return;
        }
        String jobId = event.getRequest().getJobId();
        String itemId = event.getRequest().getItemId();
        List<Attempt> known = state().attempts(jobId, itemId);
        BigDecimal more = Bills.cost(Bills.merged(known, event.getAttempts())).subtract(Bills.cost(known));
        boolean first = !state().isEscalated(jobId, itemId);
        state().put(event);
        changed(job.itemEscalated(first, more, now), itemId, null, now, cause);
    }

    /** Keeps the new state and tells it; ends the plan when its last item has ended. */
    private void changed(
            Job job, @Nullable String itemId, @Nullable ItemOutcome itemOutcome, Instant now, Headers cause) {
        if (job.allItemsEnded()) {
            progress(job, itemId, itemOutcome, now, cause);
            endWithItems(job, now, cause);
            return;
        }
        state().put(job);
        progress(job, itemId, itemOutcome, now, cause);
    }

    private void endWithItems(Job job, Instant now, Headers cause) {
        SkeletonCreated skeleton = state().skeleton(job.jobId()).orElseThrow();
        String input = state().request(job.jobId()).map(PlanAccepted::getInput).orElse("{}");
        end(job, Ending.withItems(job, blueprint(job), input, skeleton, state().items(skeleton), now), now, cause);
    }

    private void end(Job job, PlanCompleted last, Instant now, Headers cause) {
        Job ended = job.ended(last.getOutcome(), last.getBill().getTotal().getCost(), now);
        state().end(ended, last);
        state().remind(job.jobId(), now.plus(keepEnded));
        progress(ended, null, null, now, cause);
        send(Topic.PLAN_COMPLETED, ended, last, now, cause);
        metrics.ended(ended, last, now);
        LOG.info(
                "jobId={} outcome={} items={}/{} escalated={} cost={} elapsedMs={}",
                job.jobId(),
                last.getOutcome(),
                job.itemsAccepted(),
                job.itemsTotal(),
                job.itemsEscalated(),
                ended.cost().toPlainString(),
                job.elapsed(now).toMillis());
        // With exactly-once, what is written is seen when it is committed: at once, not at the next interval.
        context().commit();
    }

    /** Deadlines of open plans, and ended plans whose time is over. */
    private void whatIsDue(Instant now) {
        for (String jobId : state().takeDue(now, MOST_AT_ONCE)) {
            state().find(jobId).ifPresent(job -> {
                if (job.hasEnded()) {
                    if (!job.changedAt().plus(keepEnded).isAfter(now)) {
                        state().forget(jobId);
                    }
                } else if (job.planningId() != null) {
                    endWithItems(job, now, new RecordHeaders());
                } else {
                    Reason reason = new Reason("deadline", "", "there was no skeleton when the plan's deadline passed");
                    end(
                            job,
                            Ending.withoutItems(job, Outcome.FAILED, List.of(reason), List.of(), now),
                            now,
                            new RecordHeaders());
                }
            });
        }
    }

    private void progress(
            Job job, @Nullable String itemId, @Nullable ItemOutcome itemOutcome, Instant now, Headers cause) {
        PlanProgressed progress = PlanProgressed.newBuilder()
                .setJobId(job.jobId())
                .setBlueprint(job.blueprint())
                .setPhase(job.phase())
                .setOutcome(job.outcome())
                .setItemsTotal(job.itemsTotal())
                .setItemsAccepted(job.itemsAccepted())
                .setItemsFailed(job.itemsFailed())
                .setItemsEscalated(job.itemsEscalated())
                .setCost(job.cost().setScale(12))
                .setElapsedMs(job.elapsed(now).toMillis())
                .setRemainingMs(job.remaining(now).map(Duration::toMillis).orElse(null))
                .setItemId(itemId)
                .setItemOutcome(itemOutcome)
                .setAt(now)
                .build();
        send(Topic.PLAN_PROGRESS, job, progress, now, cause);
    }

    private void send(Topic topic, Job job, SpecificRecord event, Instant now, Headers cause) {
        Headers headers = EventHeaders.of(topic, SOURCE, now, cause, job.tenant());
        context().forward(new Record<>(job.jobId(), event, now.toEpochMilli(), headers), topic.topicName());
    }

    private Blueprint blueprint(Job job) {
        String version = Objects.requireNonNull(job.blueprintVersion());
        long until = System.nanoTime() + FOR_A_BLUEPRINT.toNanos();
        while (System.nanoTime() < until) {
            Optional<Blueprint> found = blueprints.find(job.blueprint(), version);
            if (found.isPresent()) {
                return found.get();
            }
            try {
                blueprints.awaitCaughtUp(Duration.ofMillis(100));
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IllegalStateException("blueprint " + job.blueprint() + "@" + version
                + " is not on the topic of blueprints;" + " was it deleted while plans of it were running?");
    }

    private PlanState state() {
        return Objects.requireNonNull(state);
    }
}
