package io.armature.models;

import static io.armature.models.ProviderSettings.Kind.ANTHROPIC;
import static io.armature.models.ProviderSettings.Kind.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of tokens before and after a call. */
class TokensTest {
    private static final Wire.Said WITHOUT_USAGE = Wire.ok("""
            {"choices":[{"message":{"content":"%s"},"finish_reason":"stop"}]}""".formatted("x".repeat(400)));

    @Test
    void anAnswerWithoutUsageIsEstimatedAndSaysSo() throws Exception {
        try (Wire wire = new Wire(asked -> WITHOUT_USAGE)) {
            Usage usage = usage(wire.models(OPENAI).call(prompt(4_000)));
            assertThat(usage.estimated()).isTrue();
            // Four characters a token; the prompt is 4,000 and the schema's, which is held to.
            assertThat(usage.promptTokens()).isBetween(1_000, 1_100);
            assertThat(usage.completionTokens()).isEqualTo(100);
        }
    }

    @Test
    void whatAProviderReportsIsTakenAsItIs() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.openAi("stop"))) {
            assertThat(usage(wire.models(OPENAI).call(Wire.call("held")))).isEqualTo(new Usage(100, 40, 7, false));
        }
        try (Wire wire = new Wire(asked -> Wire.anthropic("end_turn"))) {
            assertThat(usage(wire.models(ANTHROPIC).call(Wire.call("held")))).isEqualTo(new Usage(33, 20, 7, false));
        }
    }

    @Test
    void theEstimateLearnsFromWhatTheProviderCounts() throws Exception {
        Wire.Said twoCharactersPerToken = Wire.ok("""
                {"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":2000,"completion_tokens":1}}""");
        try (Wire wire = new Wire(
                asked -> asked.body().path("temperature").asDouble() > 0.5 ? WITHOUT_USAGE : twoCharactersPerToken)) {
            LanguageModels models = wire.models(OPENAI);
            models.call(prompt(4_000));
            Call warm = prompt(4_000);
            Usage usage = usage(models.call(new Call(
                    warm.model(),
                    warm.system(),
                    warm.messages(),
                    warm.maxTokens(),
                    0.9,
                    warm.timeout(),
                    warm.output())));
            assertThat(usage.estimated()).isTrue();
            assertThat(usage.promptTokens()).isEqualTo(2_000);
        }
    }

    @Test
    void aCallThatCannotFitIntoTheContextIsNotSent() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.openAi("stop"))) {
            assertThat(wire.models(OPENAI).call(prompt(600_000)))
                    .isInstanceOfSatisfying(Reply.RejectedByProvider.class, rejected -> {
                        assertThat(rejected.status()).isEqualTo(Reply.RejectedByProvider.NOT_SENT);
                        assertThat(rejected.message())
                                .contains("about 150", "may take 50", "'held' holds 100000", "larger context");
                    });
            assertThat(wire.asked).isEmpty();
            assertThat(wire.meters
                            .get("armature.models.not_sent")
                            .tag("why", "too_long")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aCallThatMayStillFitIsSent() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.openAi("stop"))) {
            assertThat(wire.models(OPENAI).call(prompt(440_000))).isInstanceOf(Reply.Answered.class);
        }
    }

    @Test
    void aProviderThatSaysNothingIsLeftIsNotAskedAgainAtOnce() throws Exception {
        try (Wire wire = new Wire(asked -> new Wire.Said(
                200,
                Wire.openAi("stop").body(),
                Map.of(
                        "x-ratelimit-limit-requests", "2",
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "1m0s")))) {
            LanguageModels models = wire.models(OPENAI);
            assertThat(models.call(Wire.call("held"))).isInstanceOf(Reply.Answered.class);
            assertThat(models.call(Wire.call("held"))).isInstanceOf(Reply.Held.class);
            assertThat(wire.asked).hasSize(1);
        }
    }

    private static Call prompt(int characters) {
        return new Call(
                "held",
                "",
                List.of(new Call.Message(Call.Role.USER, "x".repeat(characters))),
                50,
                0.2,
                Duration.ofSeconds(20),
                Optional.empty());
    }

    private static Usage usage(Reply reply) {
        return ((Reply.Answered) reply).usage();
    }
}
