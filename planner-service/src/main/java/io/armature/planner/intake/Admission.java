package io.armature.planner.intake;

import io.armature.backbone.Provision;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.events.Mode;
import io.armature.events.PlanRequested;
import io.armature.planner.intake.RequestReading.UnreadableRequest;
import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request: read, deduplicated, checked, and passed on; each in the same transaction as its offset. */
final class Admission extends ContextualProcessor<byte[], byte[], Object, Object> {
    static final String ACCEPTED = "accepted";
    static final String ABORTED = "aborted";
    static final String DEAD = "dead";
    static final String MOVED = "moved";

    /** On a request that was moved to where its jobId belongs: {@code partition/offset} of where it came in. */
    static final String MOVED_FROM = "armature-moved-from";

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final RequestReading reading;
    private final RequestCheck check;
    private final Routing routing;
    private final IntakeMetrics metrics;
    private final Duration remember;
    private final Placement placement;
    private @Nullable WindowStore<String, byte[]> seen;

    Admission(
            RequestReading reading,
            RequestCheck check,
            Routing routing,
            IntakeMetrics metrics,
            Duration remember,
            Placement placement) {
        this.reading = reading;
        this.check = check;
        this.routing = routing;
        this.metrics = metrics;
        this.remember = remember;
        this.placement = placement;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        seen = context.getStateStore(IntakeTopology.SEEN);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            PlanRequested request = reading.read(record);
            if (isStray(record, request.getJobId())) {
                move(record, request.getJobId());
            } else {
                take(record, request);
            }
        } catch (UnreadableRequest e) {
            bury(record, e);
        }
        // With exactly-once, what is written is seen when it is committed: at once, not at the next interval.
        context().commit();
    }

    private void bury(Record<byte[], byte[]> record, UnreadableRequest why) {
        String words = String.valueOf(why.getMessage());
        metrics.count("undecodable");
        LOG.warn(
                "topic={} a record cannot be decoded and goes to the dead letters: {}",
                Topic.PLAN_REQUESTS.topicName(),
                words);
        context().forward(DeadRequest.of(record, context().recordMetadata(), words, why.root()), DEAD);
    }

    private boolean isStray(Record<byte[], byte[]> record, String jobId) {
        return context()
                .recordMetadata()
                .filter(at -> at.partition() != placement.of(jobId))
                .filter(at -> record.headers().lastHeader(MOVED_FROM) == null)
                // One too large to be written again is turned away where it stands.
                .filter(at -> DeadRequest.bytes(record) < Provision.MAX_MESSAGE_BYTES)
                .isPresent();
    }

    private void move(Record<byte[], byte[]> record, String jobId) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        Headers headers = new RecordHeaders(record.headers());
        headers.add(MOVED_FROM, (at.partition() + "/" + at.offset()).getBytes(StandardCharsets.UTF_8));
        metrics.count("moved");
        LOG.info("jobId={} its request is moved from partition={}", jobId, at.partition());
        context().forward(new Record<>(jobId, record.value(), record.timestamp(), headers), MOVED);
    }

    private void take(Record<byte[], byte[]> record, PlanRequested request) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        byte[] fingerprint = HexFormat.of().parseHex(Fingerprint.of(request));
        Optional<byte[]> first = firstOf(request.getJobId(), fingerprint, now);
        if (first.isPresent()) {
            again(request, fingerprint(first.get()).orElse(""));
            return;
        }
        switch (check.check(new RequestCheck.Asked(
                request.getJobId(),
                request.getBlueprint(),
                request.getInput(),
                request.getTenant(),
                request.getMaxCost(),
                request.getMode() == Mode.SINGLE_CALL,
                request.getModel()))) {
            case RequestCheck.Checked.Good(Blueprint blueprint) -> accept(request, blueprint, now, record.headers());
            case RequestCheck.Checked.Bad(List<Reason> reasons) -> turnAway(request, reasons, now, record.headers());
        }
    }

    private Optional<byte[]> firstOf(String jobId, byte[] fingerprint, Instant now) {
        WindowStore<String, byte[]> store = Objects.requireNonNull(seen);
        try (var earlier = store.fetch(jobId, now.minus(remember), now)) {
            if (earlier.hasNext()) {
                return Optional.of(earlier.next().value);
            }
        }
        store.put(jobId, fingerprint, now.toEpochMilli());
        return Optional.empty();
    }

    /** In hexadecimal, as {@link Fingerprint} gives it; empty for jobs remembered before there were fingerprints. */
    static Optional<String> fingerprint(byte[] stored) {
        return stored.length == 1
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(stored));
    }

    private void again(PlanRequested request, String first) {
        if (first.isEmpty() || first.equals(Fingerprint.of(request))) {
            metrics.count("duplicate");
            LOG.info("jobId={} is there already; the same request again is dropped", request.getJobId());
        } else {
            metrics.count("conflict");
            LOG.warn(
                    "jobId={} was used before for another request; this one is dropped. Use a new jobId.",
                    request.getJobId());
        }
    }

    private void accept(PlanRequested request, Blueprint blueprint, Instant now, Headers cause) {
        Mode mode = routing.of(request.getMode(), request.getJobId(), blueprint);
        metrics.count("accepted");
        metrics.routed(blueprint.id(), mode);
        LOG.info(
                "jobId={} accepted blueprint={} mode={} chosen={}",
                request.getJobId(),
                blueprint,
                mode,
                request.getMode() == null ? "by the operator's settings" : "by the request");
        context().forward(RequestOutcome.accepted(request, blueprint, mode, now, cause), ACCEPTED);
    }

    private void turnAway(PlanRequested request, List<Reason> reasons, Instant now, Headers cause) {
        metrics.count("rejected");
        LOG.info(
                "jobId={} rejected reasons={} first={}",
                request.getJobId(),
                reasons.size(),
                reasons.getFirst().message());
        context().forward(RequestOutcome.aborted(request, reasons, now, cause), ABORTED);
    }
}
