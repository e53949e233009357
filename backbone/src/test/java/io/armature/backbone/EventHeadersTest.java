package io.armature.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EventHeadersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void everyEventCarriesTheAttributesOfCloudEvents() {
        Headers headers = EventHeaders.of(Topic.ITEMS_RESULTS, "item-worker-service", NOW, null, "acme");

        assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
        assertThat(text(headers, "ce_type")).isEqualTo("io.armature.events.ItemCompleted");
        assertThat(text(headers, "ce_source")).isEqualTo("/armature/item-worker-service");
        assertThat(text(headers, "ce_time")).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(text(headers, "ce_id")).isNotBlank();
        assertThat(text(headers, "tenant")).isEqualTo("acme");
    }

    @Test
    void noTenantNoHeader() {
        assertThat(EventHeaders.of(Topic.PLAN_REQUESTS, "cli", NOW, null, null).lastHeader("tenant"))
                .isNull();
    }

    @Test
    void aTraceGoesOnWithASpanOfItsOwn() {
        Headers next = following(PARENT, "vendor=1");

        assertThat(text(next, "traceparent"))
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                .isNotEqualTo(PARENT);
        assertThat(text(next, "tracestate")).isEqualTo("vendor=1");
    }

    @Test
    void aTraceThatIsNotSampledStaysSo() {
        assertThat(text(following("00-" + TRACE + "-00f067aa0ba902b7-00", null), "traceparent"))
                .endsWith("-00");
    }

    @Test
    void whereThereIsNoTraceOneBegins() {
        Headers headers = EventHeaders.of(Topic.PLAN_REQUESTS, "cli", NOW, null, null);

        assertThat(text(headers, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void anUnreadableTraceIsReplacedTogetherWithItsState() {
        for (String bad : new String[] {
            "rubbish",
            "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
            "00-" + TRACE + "-" + "0".repeat(16) + "-01",
            "00-" + TRACE.toUpperCase(java.util.Locale.ROOT) + "-00f067aa0ba902b7-01",
            "x".repeat(55)
        }) {
            Headers next = following(bad, "vendor=1");

            assertThat(text(next, "traceparent"))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                    .doesNotContain(TRACE);
            assertThat(next.lastHeader("tracestate")).isNull();
        }
    }

    @Test
    void aStateThatIsTooLongOrNotReadableIsNotPassedOn() {
        for (String bad : new String[] {"x".repeat(513), "vendor=\u0000", "vendor=\u00e4"}) {
            Headers next = following(PARENT, bad);

            assertThat(text(next, "traceparent")).contains(TRACE);
            assertThat(next.lastHeader("tracestate")).isNull();
        }
    }

    @Test
    void headersThatAreNoTextBeginANewTrace() {
        Headers cause = new RecordHeaders();
        cause.add("traceparent", new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        cause.add("tracestate", null);

        Headers next = EventHeaders.of(Topic.ITEMS_RESULTS, "worker", NOW, cause, null);

        assertThat(text(next, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    private static Headers following(String traceparent, String tracestate) {
        Headers cause = new RecordHeaders();
        cause.add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        if (tracestate != null) {
            cause.add("tracestate", tracestate.getBytes(StandardCharsets.UTF_8));
        }
        return EventHeaders.of(Topic.ITEMS_RESULTS, "worker", NOW, cause, null);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
