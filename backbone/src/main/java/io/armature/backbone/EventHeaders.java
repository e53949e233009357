package io.armature.backbone;

import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every event: CloudEvents attributes in Kafka's binding ({@code ce_*}), {@code tenant}, and W3C trace
 * context, so that one trace goes from the request to the finished plan.
 */
public final class EventHeaders {
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final int TRACEPARENT_LENGTH = 55;

    private EventHeaders() {}

    /**
     * Headers for an event that follows from another.
     *
     * @param source who publishes, for example {@code planner-service}
     * @param cause headers of the event that led to this one; null at the start of a flow
     */
    public static Headers of(
            Topic topic, String source, Instant now, @Nullable Headers cause, @Nullable String tenant) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", UUID.randomUUID().toString());
        add(headers, "ce_type", topic.eventType().getName());
        add(headers, "ce_source", "/armature/" + source);
        add(headers, "ce_time", now.toString());
        if (tenant != null) {
            add(headers, "tenant", tenant);
        }
        add(headers, TRACEPARENT, nextHop(text(cause, TRACEPARENT)));
        text(cause, TRACESTATE).ifPresent(state -> add(headers, TRACESTATE, state));
        return headers;
    }

    /** The same trace with a new span; a new trace where there was none. */
    private static String nextHop(Optional<String> before) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] span = new byte[8];
        random.nextBytes(span);
        String spanId = HexFormat.of().formatHex(span);
        Optional<String> valid = before.filter(text -> text.length() == TRACEPARENT_LENGTH && text.startsWith("00-"));
        if (valid.isPresent()) {
            return valid.get().substring(0, 36) + spanId + valid.get().substring(52);
        }
        byte[] trace = new byte[16];
        random.nextBytes(trace);
        return "00-" + HexFormat.of().formatHex(trace) + "-" + spanId + "-01";
    }

    private static Optional<String> text(@Nullable Headers headers, String name) {
        Header header = headers == null ? null : headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
