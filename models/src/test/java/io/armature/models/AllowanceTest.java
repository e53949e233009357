package io.armature.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    @Test
    void openAisHeadersAreRead() {
        assertThat(read(Map.of(
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "59",
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-limit-tokens", "150000",
                        "x-ratelimit-remaining-tokens", "149984",
                        "x-ratelimit-reset-tokens", "6m0s")))
                .containsExactly(
                        new Allowance(Allowance.Of.REQUESTS, OptionalLong.of(60), 59, Duration.ofSeconds(1)),
                        new Allowance(Allowance.Of.TOKENS, OptionalLong.of(150_000), 149_984, Duration.ofMinutes(6)));
    }

    @Test
    void anthropicsHeadersAreRead() {
        assertThat(read(Map.of(
                        "anthropic-ratelimit-requests-limit", "50",
                        "anthropic-ratelimit-requests-remaining", "0",
                        "anthropic-ratelimit-requests-reset", "2026-01-05T10:00:30Z",
                        "anthropic-ratelimit-output-tokens-limit", "8000",
                        "anthropic-ratelimit-output-tokens-remaining", "7000",
                        "anthropic-ratelimit-output-tokens-reset", "2026-01-05T09:59:59Z")))
                .containsExactly(
                        new Allowance(Allowance.Of.REQUESTS, OptionalLong.of(50), 0, Duration.ofSeconds(30)),
                        new Allowance(Allowance.Of.TOKENS, OptionalLong.of(8_000), 7_000, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"120ms,PT0.12S", "1s,PT1S", "6m0s,PT6M", "2m59.56s,PT2M59.56S", "1d2h,PT26H", "7,PT7S", "0.5,PT0.5S"})
    void aResetIsReadInEveryFormInUse(String text, Duration reset) {
        assertThat(resetOf(text)).isEqualTo(reset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "5 s", "-1s", "1s!", "s", "1.2.3s", "99999999999s"})
    void aResetThatCannotBeReadIsNone(String text) {
        assertThat(resetOf(text)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1.5", "9999999999999999999999"})
    void aRemainderThatCannotBeReadSaysNothing(String text) {
        assertThat(read(Map.of("x-ratelimit-remaining-requests", text))).isEmpty();
    }

    @Test
    void whereSomethingIsLeftThereIsNoReasonToWait() {
        assertThat(allowance(Allowance.Of.REQUESTS, 60, 1).hint()).isEmpty();
    }

    @Test
    void whereNothingIsLeftOneWaitsForOneRequestOrAThousandTokens() {
        assertThat(allowance(Allowance.Of.REQUESTS, 60, 0).hint()).contains(Duration.ofSeconds(1));
        assertThat(allowance(Allowance.Of.TOKENS, 10_000, 0).hint()).contains(Duration.ofSeconds(6));
        assertThat(allowance(Allowance.Of.TOKENS, 500, 0).hint()).contains(Duration.ofMinutes(1));
    }

    @Test
    void aHintIsNeverLongerThanAMinute() {
        assertThat(new Allowance(Allowance.Of.REQUESTS, OptionalLong.empty(), 0, Duration.ofDays(1)).hint())
                .contains(Duration.ofMinutes(1));
    }

    private static Allowance allowance(Allowance.Of of, long limit, long remaining) {
        return new Allowance(of, OptionalLong.of(limit), remaining, Duration.ofMinutes(1));
    }

    private static Duration resetOf(String text) {
        return read(Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", text))
                .getFirst()
                .untilFull();
    }

    private static List<Allowance> read(Map<String, String> headers) {
        Map<String, List<String>> many = new HashMap<>();
        headers.forEach((name, value) -> many.put(name, List.of(value)));
        return Allowance.read(HttpHeaders.of(many, (name, value) -> true), NOW);
    }

    @Test
    void anAnswerWithoutSuchHeadersSaysNothing() {
        assertThat(read(Map.of("content-type", "application/json"))).isEmpty();
    }
}
