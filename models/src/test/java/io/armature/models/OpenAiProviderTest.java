package io.armature.models;

import static io.armature.models.ProviderSettings.Kind.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenAiProviderTest {
    private static Reply reply(Wire.Said said) throws Exception {
        try (Wire wire = new Wire(asked -> said)) {
            return wire.models(OPENAI).call(Wire.call("held"));
        }
    }

    @Test
    void aWholeAnswerComesWithItsTokensAndItsName() throws Exception {
        assertThat(reply(Wire.openAi("stop")))
                .isEqualTo(new Reply.Answered("{}", new Usage(100, 40, 7), Optional.of("chatcmpl-1")));
    }

    @Test
    void theRequestIdHeaderNamesTheCallBeforeTheBodyDoes() throws Exception {
        Wire.Said said = Wire.openAi("stop");
        assertThat(reply(new Wire.Said(200, said.body(), Map.of("x-request-id", "req-9"))))
                .isEqualTo(new Reply.Answered("{}", new Usage(100, 40, 7), Optional.of("req-9")));
    }

    @Test
    void anAnswerAtTheTokenBudgetIsCutOff() throws Exception {
        assertThat(reply(Wire.openAi("length"))).isInstanceOf(Reply.CutOff.class);
    }

    @Test
    void anAnswerThatEndedForAnUnknownReasonNeverPassesForWhole() throws Exception {
        assertThat(reply(Wire.openAi("something_new"))).isInstanceOf(Reply.CutOff.class);
    }

    @Test
    void aFilteredAnswerAndARefusalAreRefused() throws Exception {
        assertThat(reply(Wire.openAi("content_filter"))).isInstanceOf(Reply.Refused.class);
        assertThat(reply(Wire.ok("""
                {"choices":[{"message":{"content":null,"refusal":"I would rather not"},"finish_reason":"stop"}]}""")))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.explanation()).isEqualTo("I would rather not"));
    }

    @Test
    void anErrorInTheBodyOfA200IsNoAnswer() throws Exception {
        assertThat(reply(Wire.ok("{\"error\":{\"code\":502,\"message\":\"upstream is down\"}}")))
                .isEqualTo(new Reply.Unavailable(Optional.empty(), "status 200 without an answer: upstream is down"));
        assertThat(reply(Wire.ok("{\"error\":{\"code\":429,\"message\":\"slow down\"}}")))
                .isInstanceOf(Reply.Throttled.class);
        assertThat(reply(Wire.ok(""))).isInstanceOf(Reply.Unavailable.class);
    }

    @Test
    void aModelThatCanBeHeldToASchemaGetsItBesideThePrompt() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.openAi("stop"))) {
            wire.models(OPENAI).call(Wire.call("held"));
            Wire.Asked asked = wire.asked.getFirst();
            assertThat(asked.path()).isEqualTo("/v1/chat/completions");
            assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer key-1");
            assertThat(asked.body()).isEqualTo(json("""
                    {"model":"vendor/model-1","max_tokens":50,"temperature":0.2,
                     "messages":[{"role":"system","content":"be brief"},{"role":"user","content":"hello"}],
                     "response_format":{"type":"json_schema","json_schema":{"name":"doc--part","strict":true,
                       "schema":%s}}}""".formatted(Wire.SCHEMA)));
        }
    }

    @Test
    void aModelThatCannotBeHeldToASchemaIsToldItInThePrompt() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.openAi("stop"))) {
            wire.models(OPENAI).call(Wire.call("free"));
            JsonNode body = wire.asked.getFirst().body();
            assertThat(body.has("response_format")).isFalse();
            assertThat(body.at("/messages/0/content").asString())
                    .startsWith("be brief")
                    .endsWith("<schema name=\"doc--part\">\n" + Wire.SCHEMA + "\n</schema>");
        }
    }

    @Test
    void aModelThatReasonsIsToldHowMuchAndGetsATemperatureOnlyWhenItDoesNot() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.openAi("stop"))) {
            wire.models(OPENAI).call(Wire.call("thinking"));
            wire.models(OPENAI).call(Wire.call("thoughtless"));
            JsonNode thinking = wire.asked.getFirst().body();
            assertThat(thinking.path("reasoning_effort").asString()).isEqualTo("low");
            assertThat(thinking.path("max_completion_tokens").asInt()).isEqualTo(50);
            assertThat(thinking.has("max_tokens")).isFalse();
            assertThat(thinking.has("temperature")).isFalse();
            JsonNode thoughtless = wire.asked.getLast().body();
            assertThat(thoughtless.path("reasoning_effort").asString()).isEqualTo("none");
            assertThat(thoughtless.path("temperature").asDouble()).isEqualTo(0.2);
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
