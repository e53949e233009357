package io.armature.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private static HttpHeaders headers(String name, String value) {
        return HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After|2|PT2S",
                "Retry-After|0.25|PT0.25S",
                "Retry-After|Mon, 05 Jan 2026 10:00:30 GMT|PT30S",
                "Retry-After|Mon, 05 Jan 2026 09:00:00 GMT|PT0S",
                "retry-after-ms|1500|PT1.5S",
                "Retry-After|86400|PT10M"
            })
    void theWaitIsReadAndBounded(String name, String value, Duration wait) {
        assertThat(RetryAfter.read(headers(name, value), NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "NaN", ""})
    void whatIsNoWaitIsIgnored(String value) {
        assertThat(RetryAfter.read(headers("Retry-After", value), NOW)).isEmpty();
    }

    @Test
    void noHeaderNoWait() {
        assertThat(RetryAfter.read(HttpHeaders.of(Map.of(), (n, v) -> true), NOW))
                .isEmpty();
    }
}
