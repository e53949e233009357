package io.armature.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatedModelsTest {
    private final TestClock clock = new TestClock();
    private final List<Instant> sent = new ArrayList<>();
    private Reply reply = Wire.answered();

    private LanguageModels models(Integer requests, Integer tokens) {
        ModelsSettings settings = Wire.settings(new LimitSettings(requests, tokens, null));
        return new RatedModels(
                call -> {
                    sent.add(clock.instant());
                    return reply;
                },
                settings,
                new TokenEstimates(settings),
                new NotSent(new SimpleMeterRegistry()),
                clock,
                clock);
    }

    @Test
    void inAnyMinuteAtMostTheRequestsOfAMinuteAndABurstAreSent() throws Exception {
        LanguageModels models = models(60, null);
        for (int i = 0; i < 200; i++) {
            models.call(Wire.call("held"));
        }
        for (Instant from : sent) {
            assertThat(sent.stream().filter(at -> !at.isBefore(from) && at.isBefore(from.plus(Duration.ofMinutes(1)))))
                    .hasSizeLessThanOrEqualTo(70);
        }
        // 10 at once, then one a second.
        assertThat(sent.getLast()).isEqualTo(Instant.EPOCH.plusSeconds(190));
    }

    @Test
    void tokensAreSettledByWhatTheProviderCounted() throws Exception {
        LanguageModels models = models(null, 6_000);
        // Each call uses 600 tokens: ten a minute, whatever had been estimated; the first 1,000 at once.
        reply = new Reply.Answered("{}", new Usage(500, 0, 100), Optional.empty());
        for (int i = 0; i < 21; i++) {
            models.call(Wire.call("held"));
        }
        assertThat(Duration.between(sent.getFirst(), sent.getLast()))
                .isBetween(Duration.ofSeconds(105), Duration.ofSeconds(120));
    }

    @Test
    void aCallThatWasNotSentOrNotServedGivesItsTokensBack() throws Exception {
        LanguageModels models = models(null, 6_000);
        for (Reply free : List.of(
                new Reply.Held(Duration.ofSeconds(1), "wait"),
                new Reply.Throttled(Optional.empty(), "slow down"),
                new Reply.Unavailable(Optional.empty(), "gone"),
                new Reply.RejectedByProvider(400, "no"))) {
            reply = free;
            for (int i = 0; i < 100; i++) {
                models.call(Wire.call("held"));
            }
        }
        assertThat(sent.getLast()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aCallLargerThanABurstIsSentAndThoseAfterItWait() throws Exception {
        LanguageModels models = models(null, 60);
        reply = new Reply.Answered("{}", new Usage(60, 0, 10), Optional.empty());
        models.call(Wire.call("held", Duration.ofHours(1)));
        models.call(Wire.call("held", Duration.ofHours(1)));
        // 70 tokens at one a second, ten of them in advance; then ten of the next call.
        assertThat(Duration.between(sent.getFirst(), sent.getLast())).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void aCallThatWouldWaitLongerThanItMayTakeIsHeld() throws Exception {
        LanguageModels models = models(1, null);
        models.call(Wire.call("held", Duration.ofSeconds(20)));
        assertThat(models.call(Wire.call("held", Duration.ofSeconds(20))))
                .isInstanceOfSatisfying(
                        Reply.Held.class, held -> assertThat(held.message()).contains("requests per minute", "held"));
        assertThat(sent).hasSize(1);
    }

    @Test
    void modelsWithoutLimitsAreNotSlowed() throws Exception {
        LanguageModels models = models(1, 1);
        for (int i = 0; i < 1_000; i++) {
            models.call(Wire.call("free"));
        }
        assertThat(sent.getLast()).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aLimitBelowOneIsRefused(int limit) {
        assertThatThrownBy(() -> new LimitSettings(null, limit, null))
                .hasMessageContainingAll("tokens-per-minute", "leave it out");
    }
}
