package io.armature.planner.intake;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.EventHeaders;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request: decoded, deduplicated, checked, and passed on; each in the same transaction as its offset. */
final class IntakeProcessor extends ContextualProcessor<String, byte[], String, Object> {
    static final String ACCEPTED = "accepted";
    static final String ABORTED = "aborted";
    static final String DEAD = "dead";

    private static final Logger LOG = LoggerFactory.getLogger(IntakeProcessor.class);
    private static final String SOURCE = "planner-service";
    private static final byte[] SEEN = {1};

    private final Deserializer<PlanRequested> requests;
    private final RequestCheck check;
    private final IntakeMetrics metrics;
    private final Duration remember;
    private @Nullable WindowStore<String, byte[]> seen;

    IntakeProcessor(
            Deserializer<PlanRequested> requests, RequestCheck check, IntakeMetrics metrics, Duration remember) {
        this.requests = requests;
        this.check = check;
        this.metrics = metrics;
        this.remember = remember;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        seen = context.getStateStore(IntakeTopology.SEEN);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        PlanRequested request;
        try {
            request = requests.deserialize(Topic.PLAN_REQUESTS.topicName(), record.headers(), record.value());
            if (request == null) {
                throw new IllegalArgumentException("the record has no value");
            }
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            bury(record, e);
            return;
        }
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        if (isDuplicate(request.getJobId(), now)) {
            metrics.count("duplicate");
            LOG.info("jobId={} is there already; the same request again is dropped", request.getJobId());
            return;
        }
        List<Reason> reasons = new ArrayList<>();
        if (record.key() != null && !record.key().equals(request.getJobId())) {
            reasons.add(new Reason("key", "/jobId", "the record's key must be its jobId"));
        }
        switch (check.check(request.getJobId(), request.getBlueprint(), request.getInput(), request.getMaxCost())) {
            case RequestCheck.Checked.Good(Blueprint blueprint) -> {
                if (reasons.isEmpty()) {
                    accept(request, blueprint, now, record.headers());
                } else {
                    turnAway(request, reasons, now, record.headers());
                }
            }
            case RequestCheck.Checked.Bad(List<Reason> bad) -> {
                reasons.addAll(bad);
                turnAway(request, reasons, now, record.headers());
            }
        }
        // With exactly-once, what is written is seen when it is committed: at once, not at the next interval.
        context().commit();
    }

    private boolean isDuplicate(String jobId, Instant now) {
        WindowStore<String, byte[]> store = java.util.Objects.requireNonNull(seen);
        try (var earlier = store.fetch(jobId, now.minus(remember), now)) {
            if (earlier.hasNext()) {
                return true;
            }
        }
        store.put(jobId, SEEN, now.toEpochMilli());
        return false;
    }

    private void accept(PlanRequested request, Blueprint blueprint, Instant now, Headers cause) {
        PlanAccepted accepted = PlanAccepted.newBuilder()
                .setJobId(request.getJobId())
                .setBlueprint(blueprint.id())
                .setBlueprintVersion(blueprint.version())
                .setInput(request.getInput())
                .setTenant(request.getTenant())
                .setMaxCost(request.getMaxCost())
                .setRequestedAt(request.getRequestedAt())
                .setAcceptedAt(now)
                .setDeadline(now.plus(blueprint.deadline()))
                .build();
        metrics.count("accepted");
        LOG.info("jobId={} accepted blueprint={}", request.getJobId(), blueprint);
        send(ACCEPTED, Topic.PLAN_ACCEPTED, request, accepted, now, cause);
    }

    private void turnAway(PlanRequested request, List<Reason> reasons, Instant now, Headers cause) {
        PlanAborted aborted = PlanAborted.newBuilder()
                .setJobId(request.getJobId())
                .setBlueprint(request.getBlueprint())
                .setReasons(AttemptEvents.reasons(reasons))
                .setTenant(request.getTenant())
                .setRequestedAt(request.getRequestedAt())
                .setAbortedAt(now)
                .build();
        metrics.count("rejected");
        LOG.info(
                "jobId={} rejected reasons={} first={}",
                request.getJobId(),
                reasons.size(),
                reasons.getFirst().message());
        send(ABORTED, Topic.PLAN_ABORTED, request, aborted, now, cause);
    }

    private void send(
            String sink, Topic topic, PlanRequested request, SpecificRecord event, Instant now, Headers cause) {
        Headers headers = EventHeaders.of(topic, SOURCE, now, cause, request.getTenant());
        context().forward(new Record<>(request.getJobId(), event, now.toEpochMilli(), headers), sink);
    }

    private void bury(Record<String, byte[]> record, RuntimeException cause) {
        metrics.count("undecodable");
        LOG.warn(
                "topic={} a record cannot be decoded and goes to the dead letters: {}",
                Topic.PLAN_REQUESTS.topicName(),
                cause.toString());
        Headers headers = new RecordHeaders(record.headers());
        headers.add("dlt.cause", String.valueOf(cause.getMessage()).getBytes(StandardCharsets.UTF_8));
        headers.add("dlt.topic", Topic.PLAN_REQUESTS.topicName().getBytes(StandardCharsets.UTF_8));
        context().recordMetadata().ifPresent(at -> {
            headers.add("dlt.partition", Integer.toString(at.partition()).getBytes(StandardCharsets.UTF_8));
            headers.add("dlt.offset", Long.toString(at.offset()).getBytes(StandardCharsets.UTF_8));
        });
        context().forward(new Record<>(record.key(), record.value(), record.timestamp(), headers), DEAD);
    }
}
