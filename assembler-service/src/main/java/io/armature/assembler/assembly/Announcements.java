package io.armature.assembler.assembly;

import io.armature.assembler.job.Job;
import io.armature.backbone.EventHeaders;
import io.armature.events.ItemOutcome;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanProgressed;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells the world how plans go on and end. */
final class Announcements {
    static final String SOURCE = "assembler-service";

    private final ProcessorContext<String, SpecificRecord> context;
    private final ProgressPace pace;
    private final Supplier<CommitPace> commits;

    Announcements(ProcessorContext<String, SpecificRecord> context, ProgressPace pace, Supplier<CommitPace> commits) {
        this.context = context;
        this.commits = commits;
        this.pace = pace;
    }

    /** A change of an item, unless the plan has told much lately; {@code how} is null while the item has not ended. */
    void step(Job job, String itemId, @Nullable ItemOutcome how, Instant now, @Nullable Headers cause) {
        if (pace.mayTell(job.jobId(), now)) {
            progress(job, itemId, how, now, cause);
        }
    }

    /** Plans of which steps were held back, and are to be told now. */
    List<String> heldBack(Instant now) {
        return pace.due(now);
    }

    /** A change of the plan itself. */
    void progress(Job job, Instant now, @Nullable Headers cause) {
        progress(job, null, null, now, cause);
    }

    private void progress(
            Job job, @Nullable String itemId, @Nullable ItemOutcome how, Instant now, @Nullable Headers cause) {
        PlanProgressed progress = PlanProgressed.newBuilder()
                .setJobId(job.jobId())
                .setBlueprint(job.request().blueprint())
                .setPhase(job.phase())
                .setOutcome(job.outcome())
                .setItemsTotal(job.items().total())
                .setItemsAccepted(job.items().accepted())
                .setItemsFailed(job.items().failed())
                .setItemsEscalated(job.items().escalated())
                .setCost(job.cost().setScale(12))
                .setElapsedMs(job.elapsed(now).toMillis())
                .setRemainingMs(job.remaining(now).map(Duration::toMillis).orElse(null))
                .setItemId(itemId)
                .setItemOutcome(how)
                .setAt(now)
                .build();
        send(Topic.PLAN_PROGRESS, job, progress, now, cause);
    }

    void end(Job job, PlanCompleted last, Instant now, @Nullable Headers cause) {
        pace.forget(job.jobId());
        send(Topic.PLAN_COMPLETED, job, last, now, cause);
        // With exactly-once, what is written is seen when it is committed: soon, not at the next interval.
        commits.get().owe();
    }

    private void send(Topic topic, Job job, SpecificRecord event, Instant now, @Nullable Headers cause) {
        Headers headers =
                EventHeaders.of(topic, SOURCE, now, cause, job.request().tenant());
        context.forward(new Record<>(job.jobId(), event, now.toEpochMilli(), headers), topic.topicName());
    }
}
