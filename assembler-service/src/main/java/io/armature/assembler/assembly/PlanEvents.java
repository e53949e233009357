package io.armature.assembler.assembly;

import io.armature.assembler.job.Job;
import io.armature.backbone.EventSerdes;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The door between Kafka Streams and the keeping of plans, one for each partition. */
final class PlanEvents extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final EventSerdes serdes;
    private final Tables tables;
    private final KnownBlueprints blueprints;
    private final PlanMetrics metrics;
    private final Bounds bounds;
    private final Supplier<CommitPace> commits;
    private @Nullable PlanState state;
    private @Nullable PlanKeeper keeper;
    private @Nullable OpenPlans open;

    /** @param commits the pace of the thread that asks */
    PlanEvents(
            EventSerdes serdes,
            Tables tables,
            KnownBlueprints blueprints,
            PlanMetrics metrics,
            Bounds bounds,
            Supplier<CommitPace> commits) {
        this.commits = commits;
        this.serdes = serdes;
        this.tables = tables;
        this.blueprints = blueprints;
        this.metrics = metrics;
        this.bounds = bounds;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        Serializer<SpecificRecord> serializer = serdes.serializer();
        Announcements announcements = new Announcements(context, new ProgressPace(bounds.progressPerSecond()), commits);
        PlanState plans = new PlanState(context, tables);
        OpenPlans opened = metrics.openPlans(plans.open());
        PlansInWork inWork = new PlansInWork(plans, blueprints);
        ItemRequests requests = new ItemRequests(
                context,
                request -> serializer.serialize(Topic.ITEMS_REQUESTED.topicName(), request).length,
                bounds.largestEnd());
        PlanEnds ends = new PlanEnds(
                plans,
                inWork,
                announcements,
                blueprints,
                metrics,
                opened,
                bounds,
                last -> serializer.serialize(Topic.PLAN_COMPLETED.topicName(), last).length);
        state = plans;
        open = opened;
        Shares shares = new Shares(plans);
        DependentRequests dependent = new DependentRequests(plans);
        HeldItems held = new HeldItems(plans, inWork, shares, dependent, requests, announcements);
        Repeats repeats = new Repeats(plans, inWork, dependent, requests, metrics);
        PlanKeeper keeping = new PlanKeeper(plans, announcements, held, shares, repeats, ends, metrics, opened);
        keeper = keeping;
        context.schedule(BETWEEN_LOOKS, PunctuationType.WALL_CLOCK_TIME, now -> {
            ends.whatIsDue(Instant.ofEpochMilli(now), keeping::look);
            commitIfDue(now);
        });
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        EventCheck.check(record.key(), record.value());
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        PlanKeeper plans = Objects.requireNonNull(keeper);
        take(record, plans, now);
        commitIfDue(now.toEpochMilli());
    }

    private void commitIfDue(long nowMs) {
        if (commits.get().isDue(nowMs)) {
            context().commit();
        }
    }

    private void take(Record<String, SpecificRecord> record, PlanKeeper plans, Instant now) {
        Job job = known(record.key(), now);
        if (job.hasEnded()) {
            metrics.late();
            return;
        }
        Headers cause = record.headers();
        switch (record.value()) {
            case PlanAccepted event -> plans.accepted(job, event, now, cause);
            case PlanAborted event -> plans.aborted(job, event, now, cause);
            case SkeletonCreated event -> plans.planned(job, event, now, cause);
            case ItemCompleted event -> plans.itemEnded(job, event, now, cause);
            case ItemEscalated event -> plans.itemEscalated(job, event, now, cause);
            default ->
                throw new IllegalStateException(
                        "checked before: " + record.value().getSchema());
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.leave();
        }
    }

    /** What is known of a plan. One that is new here is looked at again later: its request may never come. */
    private Job known(String jobId, Instant now) {
        PlanState plans = Objects.requireNonNull(state);
        return plans.find(jobId).orElseGet(() -> {
            plans.due().remind(jobId, now.plus(bounds.rememberEnded()));
            return Job.first(jobId, now);
        });
    }
}
