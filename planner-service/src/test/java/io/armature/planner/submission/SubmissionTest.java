package io.armature.planner.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.EventPublisher;
import io.armature.events.Mode;
import io.armature.events.PlanRequested;
import io.armature.models.ModelsSettings;
import io.armature.planner.KnownModels;
import io.armature.planner.PlannerSettings;
import io.armature.planner.Served;
import io.armature.planner.ServedBlueprints;
import io.armature.planner.intake.PlainAvro;
import io.armature.planner.intake.RequestCheck;
import io.armature.planner.intake.Requests;
import io.armature.planner.intake.SeenJobs;
import io.armature.planner.planning.RecentSkeletons;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP door on a real server, with a producer in memory. */
class SubmissionTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST = 300_000;
    private static final String GOOD = "{\"blueprint\": \"meal-day\", \"input\": " + Requests.INPUT + "}";
    private static final String UUID_V7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private static final Map<String, String> SEEN_BY_INTAKE = new ConcurrentHashMap<>();
    private static final MockProducer<String, SpecificRecord> PRODUCER =
            new MockProducer<>(true, null, new StringSerializer(), new PlainAvro());
    private static final ServletWebServerApplicationContext APP =
            (ServletWebServerApplicationContext) new SpringApplication(Door.class)
                    .run(
                            "--spring.config.name=planner-service",
                            "--server.port=0",
                            // Intake and planning are not part of this.
                            "--management.endpoint.health.validate-group-membership=false",
                            "--armature.planner.most-request=" + MOST + "B");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterAll
    static void stop() {
        APP.close();
    }

    @BeforeEach
    void nothingWasSubmitted() {
        PRODUCER.clear();
        PRODUCER.sendException = null;
    }

    @Test
    void aGoodPlanIsStoredAndAnsweredWithWhereToFollowIt() throws Exception {
        HttpResponse<String> answer = post("{\"jobId\": \"job-1\"," + GOOD.substring(1));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("http://localhost:8081/plans/job-1");
        assertThat(JSON.readTree(answer.body()).path("events").asString())
                .isEqualTo("http://localhost:8081/plans/job-1/events");
        assertThat(PRODUCER.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("plan.requests");
            assertThat(record.key()).isEqualTo("job-1");
            assertThat(((PlanRequested) record.value()).getInput()).isEqualTo(Requests.INPUT);
        });
    }

    @Test
    void aPlanMaySayHowItIsToBeMade() throws Exception {
        HttpResponse<String> answer =
                post("{\"mode\": \"single-call\", \"model\": \"strong\", \"fast\": true, \"retry\": true,"
                        + GOOD.substring(1));

        assertThat(answer.statusCode()).isEqualTo(202);
        PlanRequested request = (PlanRequested) PRODUCER.history().getFirst().value();
        assertThat(request.getMode()).isEqualTo(Mode.SINGLE_CALL);
        assertThat(request.getModel()).isEqualTo("strong");
        assertThat(request.getFast()).isTrue();
        assertThat(request.getRetry()).isTrue();
    }

    @Test
    void anUnknownModeModelPaceOrRetryIsRefusedEachAtItsPlace() throws Exception {
        JsonNode problem = problem(
                post("{\"mode\": \"both\", \"model\": \"gpt-0\", \"fast\": \"yes\", \"retry\": 1," + GOOD.substring(1)),
                422);

        assertThat(problem.path("reasons")
                        .valueStream()
                        .map(reason -> reason.path("pointer").asString()))
                .containsExactlyInAnyOrder("/mode", "/model", "/fast", "/retry");
        assertThat(PRODUCER.history()).isEmpty();
    }

    @Test
    void withoutAnIdOneIsMadeThatSortsByTime() throws Exception {
        assertThat(jobId(post(GOOD))).matches(UUID_V7);
    }

    @Test
    void theSameKeyWithTheSameBodyIsTheSameJobAlsoWhenTheKeyIsNoJobId() throws Exception {
        assertThat(jobId(post(GOOD, "Idempotency-Key", "key-1"))).isEqualTo("key-1");
        assertThat(jobId(post(GOOD, "Idempotency-Key", "key-1"))).isEqualTo("key-1");
        String made = jobId(post(GOOD, "Idempotency-Key", "a key / of any form"));
        assertThat(jobId(post(GOOD, "Idempotency-Key", "a key / of any form"))).isEqualTo(made);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() throws Exception {
        post(GOOD, "Idempotency-Key", "key-2");
        PRODUCER.clear();

        HttpResponse<String> answer = post(GOOD.replace("Mira", "Mara"), "Idempotency-Key", "key-2");

        assertThat(problem(answer, 409).path("detail").asString()).contains("'key-2'", "another request");
        assertThat(PRODUCER.history()).isEmpty();
    }

    @Test
    void anIdThatIntakeRemembersForAnotherRequestIsRefused() throws Exception {
        SEEN_BY_INTAKE.put("old-job", "00".repeat(16));
        String body = "{\"jobId\": \"old-job\"," + GOOD.substring(1);
        problem(post(body), 409);
        SEEN_BY_INTAKE.remove("old-job");
        // What was refused does not stand in the way of the right one.
        assertThat(post(body.replace("Mira", "Mara")).statusCode()).isEqualTo(202);
    }

    @Test
    void anEmptyKeyIsRefusedRatherThanSharedByAll() throws Exception {
        problem(post(GOOD, "Idempotency-Key", " "), 400);
    }

    @Test
    void whenTheTopicIsAwayTheAnswerSaysWhichJobToSubmitAgain() throws Exception {
        PRODUCER.sendException = new TimeoutException("no broker");

        HttpResponse<String> answer = post(GOOD);

        assertThat(problem(answer, 503).path("jobId").asString()).matches(UUID_V7);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, 10 << 20})
    void aBodyBeyondTheBoundIsRefusedByItsLengthBeforeItIsRead(int length) throws Exception {
        // The body never comes: only an answer that needs none of it can come.
        try (var socket = new java.net.Socket("127.0.0.1", port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /plans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] head = socket.getInputStream().readNBytes(12);
            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void aBodyOfUnknownLengthIsReadToTheBoundAndNoFurther() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/plans"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Spaces(MOST + 1)))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(problem(answer, 413).path("detail").asString()).contains(MOST + " bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"blueprint\": \"meal-day\",NEXT\"input\": oops}|2",
                "{\"blueprint\": \"meal-day\"|1",
                "{\"a\": 1, \"a\": 2}|1",
                "{} {}|1"
            })
    void aBodyThatIsNoJsonIsRefusedWithThePlace(String body, int line) throws Exception {
        JsonNode problem = problem(post(body.replace("NEXT", "\n")), 400);
        assertThat(problem.path("line").asInt()).isEqualTo(line);
        assertThat(problem.path("column").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e9999999999", "-1e-9999999999"})
    void anExponentThatNoNumberHoldsIsRefused(String number) throws Exception {
        problem(post(GOOD.replaceFirst("\"weight_kg\":[0-9.]+", "\"weight_kg\":" + number)), 400);
    }

    @Test
    void whatIsNestedTooDeepIsRefused() throws Exception {
        problem(post("[".repeat(200_000)), 400);
        problem(post("{\"a\":".repeat(40_000)), 400);
        problem(post("{\"blueprint\": \"meal-day\", \"input\": " + "[".repeat(60) + "]".repeat(60) + "}"), 422);
    }

    /** In the event it would be a question mark: not what was sent. */
    @ParameterizedTest
    @CsvSource({"/input, country, \\ud800", "/input, country, a\\udc00b", "/tenant, tenant, \\ud800"})
    void halfACharacterIsRefused(String pointer, String member, String text) throws Exception {
        String body = ("{\"tenant\": \"t\", " + GOOD.substring(1))
                .replaceFirst(
                        "\"" + member + "\": ?\"[^\"]*\"",
                        java.util.regex.Matcher.quoteReplacement("\"" + member + "\": \"" + text + "\""));
        JsonNode reasons = problem(post(body), 422).path("reasons");
        assertThat(reasons.get(0).path("pointer").asString()).isEqualTo(pointer);
        assertThat(reasons.get(0).path("message").asString()).contains("surrogate");
    }

    @Test
    void anEmptyBodyIsRefused() throws Exception {
        assertThat(problem(post(""), 400).path("detail").asString()).contains("empty");
    }

    @Test
    void anUnknownBlueprintIsRefusedAndTheKnownOnesAreNamed() throws Exception {
        JsonNode problem = problem(post(GOOD.replace("meal-day", "no-such")), 422);
        assertThat(problem.path("reasons").get(0).path("pointer").asString()).isEqualTo("/blueprint");
        assertThat(problem.path("reasons").get(0).path("message").asString()).contains("meal-day");
    }

    @Test
    void everyFaultIsToldWithItsPointer() throws Exception {
        String input = Requests.INPUT.replace("\"age\":34", "\"age\":\"old\"");
        JsonNode problem = problem(
                post("{\"jobId\": 7, \"blueprint\": \"meal-day\", \"maxcost\": 1, \"maxCost\": \"1\", \"tenant\": \"\","
                        + " \"input\": " + input + "}"),
                422);
        assertThat(problem.path("reasons")
                        .valueStream()
                        .map(reason -> reason.path("pointer").asString()))
                .containsExactlyInAnyOrder("/jobId", "/maxcost", "/maxCost", "/tenant", "/input/athlete/age");
        assertThat(PRODUCER.history()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "\"text\"", "{}", "{\"blueprint\": null, \"input\": null}"})
    void aBodyOfAnotherShapeIsRefused(String body) throws Exception {
        assertThat(problem(post(body), 422).path("reasons").size()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "0", "-1"})
    void aBudgetThatNobodyMeansIsRefusedWithoutWritingItOut(String maxCost) throws Exception {
        JsonNode problem = problem(post("{\"maxCost\": " + maxCost + "," + GOOD.substring(1)), 422);
        assertThat(problem.path("reasons").get(0).path("pointer").asString()).isEqualTo("/maxCost");
    }

    @ParameterizedTest
    @CsvSource({"GET, /nothing, 404", "GET, /blueprints/no-such, 404", "DELETE, /plans, 405", "PUT, /blueprints, 405"})
    void everyErrorIsAProblem(String method, String path, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        problem(http.send(request, HttpResponse.BodyHandlers.ofString()), status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "no type at all"
            })
    void aBodyOfAnotherTypeIsAProblem(String type) throws Exception {
        problem(post(GOOD.getBytes(StandardCharsets.UTF_8), "Content-Type", type), 415);
    }

    @Test
    void aBodyWithoutATypeIsAProblem() throws Exception {
        problem(post(GOOD.getBytes(StandardCharsets.UTF_8)), 415);
    }

    @Test
    void aCompressedBodyIsAProblemRatherThanReadAsIfItWereNot() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        JsonNode problem =
                problem(post(bytes.toByteArray(), "Content-Type", "application/json", "Content-Encoding", "gzip"), 415);

        assertThat(problem.path("detail").asString()).contains("without Content-Encoding");
        problem(post(bytes.toByteArray(), "Content-Type", "application/json"), 400);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws Exception {
        byte[] latin1 = GOOD.replace("Mira", "M\u00e4ra").getBytes(StandardCharsets.ISO_8859_1);

        problem(post(latin1, "Content-Type", "application/json; charset=iso-8859-1"), 400);
        assertThat(PRODUCER.history()).isEmpty();
    }

    /** It tells itself apart by its zeros, so that nothing needs to be guessed. */
    @Test
    void utf16IsReadAsWhatItSays() throws Exception {
        byte[] utf16 = GOOD.replace("Mira", "M\u00e4ra").getBytes(StandardCharsets.UTF_16LE);

        assertThat(post(utf16, "Content-Type", "application/json; charset=utf-16le")
                        .statusCode())
                .isEqualTo(202);
        assertThat(((PlanRequested) PRODUCER.history().getFirst().value()).getInput())
                .contains("M\u00e4ra");
    }

    @Test
    void whatNobodyForesawIsAProblemThatTellsNoSecrets() throws Exception {
        PRODUCER.sendException = new IllegalArgumentException("secret");
        assertThat(problem(post(GOOD), 500).toString()).doesNotContain("secret");
    }

    @Test
    void theBlueprintsAreListedAndEachShowsTheSchemaOfItsInput() throws Exception {
        JsonNode all = JSON.readTree(get("/blueprints").body());
        assertThat(all.valueStream().map(blueprint -> blueprint.path("id").asString()))
                .contains("meal-day");
        assertThat(JSON.readTree(get("/blueprints/meal-day").body())
                        .path("input")
                        .isObject())
                .isTrue();
    }

    @Test
    void routesAndDescriptionAgree() throws Exception {
        Map<String, TreeSet<String>> routes = new TreeMap<>();
        APP.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType().getPackageName().startsWith("io.armature")) {
                        mapping.getPatternValues()
                                .forEach(path -> mapping.getMethodsCondition()
                                        .getMethods()
                                        .forEach(verb -> routes.computeIfAbsent(path, p -> new TreeSet<>())
                                                .add(verb.name().toLowerCase(java.util.Locale.ROOT))));
                    }
                });
        HttpResponse<String> description = get("/openapi.yaml");
        assertThat(description.headers().firstValue("Content-Type")).contains("application/yaml");
        Map<String, Map<String, Map<String, ?>>> document = new Yaml().load(description.body());
        Map<String, TreeSet<String>> described = new TreeMap<>();
        document.get("paths").forEach((path, verbs) -> described.put(path, new TreeSet<>(verbs.keySet())));
        assertThat(described).isEqualTo(routes);
    }

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/plans"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("/plans")).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        return problem;
    }

    private static String jobId(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("jobId").asString();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static int port() {
        return APP.getWebServer().getPort();
    }

    /** So many spaces. */
    private static final class Spaces extends InputStream {
        private int left;

        Spaces(int left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(PlannerSettings.class)
    @Import({
        SubmissionController.class,
        EstimateController.class,
        RecentSkeletons.class,
        BlueprintsController.class,
        DescriptionController.class,
        ErrorAnswers.class,
        RequestCheck.class
    })
    static class Door {
        @Bean
        KnownModels knownModels() {
            return new KnownModels(Set.of("cheap", "strong"));
        }

        @Bean
        ServedBlueprints servedBlueprints() {
            return Served.builtIn();
        }

        @Bean
        ModelsSettings modelsSettings() {
            return new ModelsSettings(Map.of(), Map.of());
        }

        @Bean
        SeenJobs seenJobs() {
            return jobId -> Optional.ofNullable(SEEN_BY_INTAKE.get(jobId));
        }

        @Bean
        RequestPublisher requestPublisher() {
            return new RequestPublisher(new EventPublisher(PRODUCER));
        }
    }
}
