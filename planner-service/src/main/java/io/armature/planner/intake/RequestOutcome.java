package io.armature.planner.intake;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.EventHeaders;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.events.Mode;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The events that say what became of a request. */
final class RequestOutcome {
    private static final String SOURCE = "planner-service";
    private static final int LONGEST_NAME = 128;

    private RequestOutcome() {}

    static Record<Object, Object> accepted(
            PlanRequested request, Blueprint blueprint, Mode mode, Instant now, Headers cause) {
        PlanAccepted accepted = PlanAccepted.newBuilder()
                .setJobId(request.getJobId())
                .setBlueprint(blueprint.id())
                .setBlueprintVersion(blueprint.version())
                .setInput(request.getInput())
                .setTenant(request.getTenant())
                .setMaxCost(request.getMaxCost())
                .setMode(mode)
                .setModel(request.getModel())
                .setFast(request.getFast())
                .setRetry(request.getRetry())
                .setRequestedAt(request.getRequestedAt())
                .setAcceptedAt(now)
                .setDeadline(now.plus(blueprint.deadline()))
                .build();
        return record(Topic.PLAN_ACCEPTED, request, accepted, now, cause);
    }

    static Record<Object, Object> aborted(PlanRequested request, List<Reason> reasons, Instant now, Headers cause) {
        PlanAborted aborted = PlanAborted.newBuilder()
                .setJobId(request.getJobId())
                .setBlueprint(shortened(request.getBlueprint()))
                .setReasons(AttemptEvents.reasons(reasons))
                .setTenant(shortened(request.getTenant()))
                .setRequestedAt(request.getRequestedAt())
                .setAbortedAt(now)
                .build();
        return record(Topic.PLAN_ABORTED, request, aborted, now, cause);
    }

    private static Record<Object, Object> record(
            Topic topic, PlanRequested request, SpecificRecord event, Instant now, Headers cause) {
        Headers headers = EventHeaders.of(topic, SOURCE, now, cause, shortened(request.getTenant()));
        return new Record<>(request.getJobId(), event, now.toEpochMilli(), headers);
    }

    /** Names go into the answer also when they are what is wrong; the answer must fit into a record. */
    private static @Nullable String shortened(@Nullable String name) {
        return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
