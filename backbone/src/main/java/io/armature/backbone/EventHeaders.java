package io.armature.backbone;

import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final int MOST_OF_A_STATE = 512;
    /** Version 00 of W3C Trace Context: version, trace id, parent id, flags; ids of zeros alone are invalid. */
    private static final Pattern TRACEPARENT_FORM =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})");

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
        trace(headers, cause);
        return headers;
    }

    /** The same trace with a new span; a new trace where there was none, or one that cannot be read. */
    private static void trace(Headers headers, @Nullable Headers cause) {
        Matcher before = TRACEPARENT_FORM.matcher(text(cause, TRACEPARENT).orElse(""));
        if (before.matches()) {
            add(headers, TRACEPARENT, "00-" + before.group(1) + "-" + hex(8) + "-" + before.group(2));
            text(cause, TRACESTATE)
                    .filter(EventHeaders::isTraceState)
                    .ifPresent(state -> add(headers, TRACESTATE, state));
        } else {
            add(headers, TRACEPARENT, "00-" + hex(16) + "-" + hex(8) + "-01");
        }
    }

    /** Printable ASCII, and no longer than everybody must pass on (W3C Trace Context, 3.3.1.5): ours do not grow. */
    private static boolean isTraceState(String state) {
        return state.length() <= MOST_OF_A_STATE && state.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        random[bytes - 1] |= 1; // never all zeros
        return HexFormat.of().formatHex(random);
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
