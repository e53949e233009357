package io.armature.models;

import static io.armature.models.ProviderSettings.Kind.ANTHROPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnthropicProviderTest {
    private static Reply reply(Wire.Said said) throws Exception {
        try (Wire wire = new Wire(asked -> said)) {
            return wire.models(ANTHROPIC).call(Wire.call("held"));
        }
    }

    @Test
    void thePromptsTokensHoldTheCachedOnes() throws Exception {
        assertThat(reply(Wire.anthropic("end_turn")))
                .isEqualTo(new Reply.Answered("{}", new Usage(33, 20, 7), Optional.of("msg_1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "model_context_window_exceeded", "something_new"})
    void whatDidNotEndItsTurnIsCutOff(String stop) throws Exception {
        assertThat(reply(Wire.anthropic(stop))).isInstanceOf(Reply.CutOff.class);
    }

    @Test
    void aRefusalIsRefused() throws Exception {
        assertThat(reply(Wire.anthropic("refusal"))).isInstanceOf(Reply.Refused.class);
    }

    @Test
    void anOverloadedProviderThrottles() throws Exception {
        assertThat(reply(Wire.error(529, "{\"type\":\"error\",\"error\":{\"message\":\"Overloaded\"}}")))
                .isEqualTo(new Reply.Throttled(Optional.empty(), "status 529: Overloaded"));
    }

    @Test
    void theSchemaTravelsWithoutTheBoundsThatAnthropicRefuses() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.anthropic("end_turn"))) {
            wire.models(ANTHROPIC).call(Wire.call("held"));
            Wire.Asked asked = wire.asked.getFirst();
            assertThat(asked.path()).isEqualTo("/v1/messages");
            assertThat(asked.headers().getFirst("x-api-key")).isEqualTo("key-1");
            assertThat(asked.headers().getFirst("anthropic-version")).isEqualTo("2023-06-01");
            assertThat(asked.body()).isEqualTo(JsonMapper.shared().readTree("""
                            {"model":"vendor/model-1","max_tokens":50,"temperature":0.2,"system":"be brief",
                             "messages":[{"role":"user","content":"hello"}],
                             "output_config":{"format":{"type":"json_schema","schema":
                               {"type":"object","additionalProperties":false,"required":["n"],
                                "properties":{"n":{"type":"integer"}}}}}}"""));
        }
    }

    @Test
    void aModelThatReasonsIsToldHowMuchAndGetsNoTemperature() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.anthropic("end_turn"))) {
            wire.models(ANTHROPIC).call(Wire.call("thinking"));
            JsonNode body = wire.asked.getFirst().body();
            assertThat(body.at("/output_config/effort").asString()).isEqualTo("low");
            assertThat(body.at("/output_config/format/type").asString()).isEqualTo("json_schema");
            assertThat(body.has("temperature")).isFalse();
        }
    }
}
