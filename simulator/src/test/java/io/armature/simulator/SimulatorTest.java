package io.armature.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The simulator over HTTP, as its clients meet it. */
class SimulatorTest {
    private static final String CHEAP = "mistralai/mistral-small-3.2-24b-instruct";
    private static final String STRONG = "anthropic/claude-3.5-sonnet";
    private static final Stage DAY = Athletes.MEAL_DAY.skeleton();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(new SimulatorSettings(0, 7, Map.of()));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void anAnswerHasOpenAisFormAndSaysThatItIsInvented() throws Exception {
        HttpResponse<String> response = ask(CHEAP, day(1));
        JsonNode body = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        assertThat(body.path("object").asString("")).isEqualTo("chat.completion");
        assertThat(body.path("model").asString("")).isEqualTo(CHEAP);
        assertThat(body.path("system_fingerprint").asString("")).contains("invented");
        assertThat(body.at("/choices/0/finish_reason").asString("")).isEqualTo("stop");
        assertThat(body.at("/choices/0/message/role").asString("")).isEqualTo("assistant");
        assertThat(body.at("/usage/total_tokens").asInt())
                .isEqualTo(body.at("/usage/prompt_tokens").asInt()
                        + body.at("/usage/completion_tokens").asInt());
        assertThat(DAY.judge(content(response), day(1))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aModelThatIsNotHeldToASchemaFindsItInThePrompt() throws Exception {
        ObjectNode request = Athletes.request(CHEAP, DAY, DAY.ask(day(1)));
        request.remove("response_format");
        ((ObjectNode) request.at("/messages/0"))
                .put("content", "<schema name=\"" + DAY.name() + "\">\n" + DAY.outputSchema() + "\n</schema>");
        assertThat(DAY.judge(content(post(request.toString())), day(1))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void equalPromptsGetEqualAnswersFromAnySimulatorOfThatSeed() throws Exception {
        String first = content(ask(CHEAP, day(3)));
        try (Simulator other = Simulator.start(new SimulatorSettings(0, 7, Map.of()));
                Simulator otherSeed = Simulator.start(new SimulatorSettings(0, 8, Map.of()))) {
            String prompt = Athletes.request(CHEAP, DAY, DAY.ask(day(3))).toString();
            assertThat(content(post(other, prompt))).isEqualTo(first);
            assertThat(content(post(otherSeed, prompt))).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"MALFORMED", "SCHEMA", "RULE"})
    void aSpoiledAnswerIsRejected(Fault fault) throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(fault, 1)));
        for (int i = 0; i < 40; i++) {
            HttpResponse<String> response = ask(CHEAP, day(i));
            assertThat(json(response).at("/choices/0/finish_reason").asString(""))
                    .isEqualTo("stop");
            assertThat(DAY.judge(content(response), day(i)))
                    .as(content(response))
                    .isInstanceOf(Verdict.Rejected.class);
        }
        assertThat(simulator.stats().byModel().get(CHEAP).outcomes()).isEqualTo(Map.of(fault.toString(), 40L));
    }

    @Test
    void wordsAroundTheAnswerAreForATolerantReader() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.PROSE, 1)));
        for (int i = 0; i < 20; i++) {
            String content = content(ask(CHEAP, day(i)));
            assertThatThrownBy(() -> JsonMapper.shared().readTree(content).required("meal_structure"));
            assertThat(DAY.judge(content, day(i))).as(content).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void aTruncatedAnswerSaysSoAndStopsInItsJson() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.TRUNCATED, 1)));
        HttpResponse<String> response = ask(CHEAP, day(1));
        assertThat(json(response).at("/choices/0/finish_reason").asString("")).isEqualTo("length");
        assertThat(DAY.judge(content(response), day(1))).isInstanceOf(Verdict.CutOff.class);
    }

    @Test
    void anAnswerLongerThanItsBudgetIsCutOff() throws Exception {
        ObjectNode request = Athletes.request(CHEAP, DAY, DAY.ask(day(1))).put("max_tokens", 20);
        JsonNode body = json(post(request.toString()));
        assertThat(body.at("/choices/0/finish_reason").asString("")).isEqualTo("length");
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(20);
        assertThat(simulator.stats().total().outcomes()).isEqualTo(Map.of("cut", 1L));
    }

    @Test
    void aRefusalStandsInItsOwnMember() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.REFUSED, 1)));
        JsonNode message = json(ask(CHEAP, day(1))).at("/choices/0/message");
        assertThat(message.path("refusal").asString("")).isNotEmpty();
        assertThat(message.path("content").isNull()).isTrue();
    }

    @Test
    void aThrottledCallIsToldWhenToComeBackAndCostsNothing() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.THROTTLED, 1)));
        HttpResponse<String> response = ask(CHEAP, day(1));
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(response).at("/error/code").asString("")).isEqualTo("rate_limit_exceeded");
        assertThat(simulator.stats().total().promptTokens()).isZero();
    }

    @Test
    void anErrorAnOutageAndADroppedConnectionAreWhatTheySay() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.ERROR, 1)));
        assertThat(ask(CHEAP, day(1)).statusCode()).isEqualTo(500);
        simulator.behave(Map.of(CHEAP, Faults.NONE.withOutage(true)));
        assertThat(ask(CHEAP, day(1)).statusCode()).isEqualTo(503);
        assertThat(ask(STRONG, day(1)).statusCode()).isEqualTo(200);
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.DROPPED, 1)));
        assertThatThrownBy(() -> ask(CHEAP, day(1))).isInstanceOf(IOException.class);
        simulator.behave(Map.of());
        assertThat(ask(CHEAP, day(1)).statusCode()).isEqualTo(200);
        assertThat(simulator.stats().byModel().get(CHEAP).outcomes())
                .containsKeys("error", "outage", "dropped", "good");
    }

    @Test
    void aHangingCallIsCountedAndStaysWithoutAnswerUntilTheClientGivesUp() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.HANG, 1)));
        var pending = http.sendAsync(
                request(simulator, Athletes.request(CHEAP, DAY, DAY.ask(day(1))).toString()),
                HttpResponse.BodyHandlers.ofString());
        await(() -> simulator.stats().total().outcomes().containsKey("hang"));
        assertThat(pending).isNotDone();
        pending.cancel(true);
        assertThat(ask(STRONG, day(1)).statusCode()).isEqualTo(200);
    }

    @Test
    void faultsComeInTheirShareAndAskingAgainIsAnotherDraw() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.THROTTLED, 0.5)));
        String prompt = Athletes.request(CHEAP, DAY, DAY.ask(day(1))).toString();
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            statuses.append(post(prompt).statusCode() == 200 ? '+' : '-');
        }
        assertThat(statuses.chars().filter(c -> c == '+').count()).isBetween(70L, 130L);
        simulator.reset();
        StringBuilder again = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            again.append(post(prompt).statusCode() == 200 ? '+' : '-');
        }
        assertThat(again.toString()).isEqualTo(statuses.toString());
    }

    @Test
    void aPoisonedItemFailsEveryTimeOnThatModelOnly() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withPoison("skeleton")));
        for (int i = 0; i < 10; i++) {
            assertThat(DAY.judge(content(ask(CHEAP, day(i))), day(i))).isInstanceOf(Verdict.Rejected.class);
            assertThat(DAY.judge(content(ask(STRONG, day(i))), day(i))).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void aModelsLatencyIsKeptPerSchema() throws Exception {
        simulator.behave(Map.of(
                "*", Faults.NONE.withLatency(Latency.ofMillis(1)).withLatency(DAY.name(), Latency.ofMillis(60))));
        ask(CHEAP, day(1));
        assertThat(simulator.stats().calls().getLast().latencyMs()).isEqualTo(60);
    }

    @Test
    void whatItCountedIsTheSumOfTheUsagesItTold() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withChance(Fault.RULE, 0.3).withChance(Fault.THROTTLED, 0.2)));
        long prompt = 0;
        long completion = 0;
        int answered = 0;
        for (int i = 0; i < 50; i++) {
            HttpResponse<String> response = ask(CHEAP, day(i));
            prompt += json(response).at("/usage/prompt_tokens").asLong(0);
            completion += json(response).at("/usage/completion_tokens").asLong(0);
            answered += response.statusCode() == 200 ? 1 : 0;
        }
        JsonNode stats = json(get("/stats")).path("models").path(CHEAP);
        assertThat(stats.path("calls").asInt()).isEqualTo(50);
        assertThat(stats.path("answered").asInt()).isEqualTo(answered);
        assertThat(stats.path("promptTokens").asLong()).isEqualTo(prompt);
        assertThat(stats.path("completionTokens").asLong()).isEqualTo(completion);
        assertThat(stats.path("cost").decimalValue())
                .isEqualByComparingTo(new BigDecimal("0.10")
                        .multiply(BigDecimal.valueOf(prompt))
                        .add(new BigDecimal("0.30").multiply(BigDecimal.valueOf(completion)))
                        .movePointLeft(6));
        post("/stats/reset", "");
        assertThat(json(get("/stats")).at("/total/calls").asInt()).isZero();
    }

    @Test
    void repeatedPromptsShowAsEqualHashesInTheLogOfCalls() throws Exception {
        ask(CHEAP, day(1));
        ask(CHEAP, day(1));
        ask(CHEAP, day(2));
        List<JsonNode> calls = json(get("/calls")).valueStream().toList();
        assertThat(calls).hasSize(3).allSatisfy(call -> {
            assertThat(call.path("item").asString("")).isEqualTo("skeleton");
            assertThat(call.path("schemaName").asString("")).isEqualTo(DAY.name());
            assertThat(call.path("outcome").asString("")).isEqualTo("good");
        });
        assertThat(calls.get(0).path("promptHash")).isEqualTo(calls.get(1).path("promptHash"));
        assertThat(calls.get(2).path("promptHash")).isNotEqualTo(calls.get(1).path("promptHash"));
        assertThat(json(get("/calls?after=2"))).hasSize(1);
    }

    @Test
    void anAnswerWhoseClientHasLeftIsCountedAsUnheard() throws Exception {
        simulator.behave(Map.of("*", Faults.NONE.withLatency(Latency.ofMillis(100))));
        byte[] body = Athletes.request(CHEAP, DAY, DAY.ask(day(1))).toString().getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            await(() -> simulator.stats().underWay() == 1);
        }
        await(() -> simulator.stats().total().unheard() == 1);
        assertThat(simulator.stats().calls().getFirst().heard()).isFalse();
        ask(CHEAP, day(1));
        assertThat(simulator.stats().calls().getLast().heard()).isTrue();
    }

    @Test
    void overItsRateLimitAModelSaysHowLongToWait() throws Exception {
        simulator.behave(Map.of(CHEAP, Faults.NONE.withLimits(new Limits(2, 0))));
        HttpResponse<String> first = ask(CHEAP, day(1));
        assertThat(first.headers().firstValue("x-ratelimit-limit-requests")).contains("2");
        assertThat(first.headers().firstValue("x-ratelimit-remaining-requests")).contains("1");
        ask(CHEAP, day(2));
        HttpResponse<String> over = ask(CHEAP, day(3));
        assertThat(over.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(over.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 30L);
        assertThat(simulator.stats().total().outcomes()).containsEntry("limited", 1L);
    }

    @Test
    void itsBehaviourChangesWhileItRunsAndTheRestStays() throws Exception {
        HttpResponse<String> changed = send(
                "PUT",
                "/faults",
                "{\"models\":{\"*\":{\"latency\":\"lognormal(5ms, 0.6)\",\"chances\":{\"rule\":1}}},\"poison\":[\"x\"]}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(simulator.settings().seed()).isEqualTo(7);
        assertThat(simulator.settings().poison()).containsExactly("x");
        assertThat(json(get("/faults"))).isEqualTo(json(changed));
        assertThat(DAY.judge(content(ask(CHEAP, day(1))), day(1))).isInstanceOf(Verdict.Rejected.class);
        assertThat(send("PUT", "/faults", get("/faults").body()).statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongChangeIsToldAndChangesNothing() throws Exception {
        SimulatorSettings before = simulator.settings();
        for (String wrong : List.of(
                "{\"models\":{\"*\":{\"latncy\":5}}}",
                "{\"models\":{\"*\":{\"chances\":{\"rule\":0.7,\"hang\":0.4}}}}",
                "{\"models\":{\"*\":{\"latency\":\"soon\"}}}",
                "{\"port\":1}",
                "[]",
                "{")) {
            HttpResponse<String> response = send("PUT", "/faults", wrong);
            assertThat(response.statusCode()).as(wrong).isEqualTo(400);
            assertThat(json(response).at("/error/message").asString("")).isNotBlank();
        }
        assertThat(simulator.settings()).isEqualTo(before);
    }

    @Test
    void aWrongRequestIsToldWhatIsWrong() throws Exception {
        assertThat(post("not JSON").statusCode()).isEqualTo(400);
        assertThat(post("{}").body()).contains("model");
        assertThat(post("{\"model\":\"m\"}").body()).contains("messages");
        assertThat(post("{\"model\":\"m\",\"messages\":[{\"content\":\"\"}],\"stream\":true}")
                        .body())
                .contains("stream");
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/v1/chat/completions").statusCode()).isEqualTo(405);
        assertThat(simulator.stats().total().calls()).isZero();
    }

    @Test
    void itsModelsAreThosePricedOrNamedInTheSettings() throws Exception {
        simulator.behave(Map.of("mine", Faults.NONE));
        Set<String> ids = new HashSet<>();
        json(get("/v1/models"))
                .path("data")
                .forEach(model -> ids.add(model.path("id").asString("")));
        assertThat(ids).containsExactlyInAnyOrder(CHEAP, STRONG, "mine");
        assertThat(json(get("/health")).path("content").asString("")).contains("invented");
    }

    @Test
    void aPortInUseIsToldPlainly() {
        SimulatorSettings same = new SimulatorSettings(simulator.port(), 7, Map.of());
        assertThatThrownBy(() -> Simulator.start(same).close()).hasMessageContaining("choose another port");
    }

    private static Variables day(int athlete) {
        return Variables.forSkeleton(Athletes.input("omnivore", new Random(athlete)));
    }

    private HttpResponse<String> ask(String model, Variables variables) throws Exception {
        return post(Athletes.request(model, DAY, DAY.ask(variables)).toString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return post(simulator, body);
    }

    private HttpResponse<String> post(Simulator to, String body) throws Exception {
        try {
            return http.sendAsync(request(to, body), HttpResponse.BodyHandlers.ofString())
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : e;
        }
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + simulator.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(Simulator to, String body) {
        return HttpRequest.newBuilder(URI.create(to.baseUrl() + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static String content(HttpResponse<String> response) {
        return json(response).at("/choices/0/message/content").asString("");
    }

    private static void await(BooleanSupplier condition) {
        org.awaitility.Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(condition::getAsBoolean);
    }
}
