package io.armature.models;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a provider wants us to wait: {@code retry-after-ms}, or {@code Retry-After} in seconds or as a date (RFC
 * 9110).
 */
final class RetryAfter {
    private static final Duration MOST = Duration.ofMinutes(10);

    private RetryAfter() {}

    static Optional<Duration> read(HttpHeaders headers, Instant now) {
        return headers.firstValue("retry-after-ms")
                .flatMap(text -> number(text, 1))
                .or(() -> headers.firstValue("retry-after")
                        .flatMap(text -> number(text, 1_000).or(() -> date(text, now))))
                .map(wait -> wait.compareTo(MOST) > 0 ? MOST : wait);
    }

    private static Optional<Duration> number(String text, int millis) {
        try {
            double value = Double.parseDouble(text.strip());
            return value >= 0 && value < 1e9
                    ? Optional.of(Duration.ofMillis((long) Math.ceil(value * millis)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant at = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
