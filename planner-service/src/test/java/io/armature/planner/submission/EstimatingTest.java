package io.armature.planner.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.models.ModelSettings;
import io.armature.models.ModelsSettings;
import io.armature.models.ProviderSettings;
import io.armature.planner.KnownModels;
import io.armature.planner.PlannerSettings;
import io.armature.planner.Served;
import io.armature.planner.ServedBlueprints;
import io.armature.planner.intake.RequestCheck;
import io.armature.planner.intake.Requests;
import io.armature.planner.planning.RecentSkeletons;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Estimates over HTTP on a real server; no model is there to be called. */
class EstimatingTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ServletWebServerApplicationContext APP =
            (ServletWebServerApplicationContext) new SpringApplication(Door.class)
                    .run(
                            "--spring.config.name=planner-service",
                            "--server.port=0",
                            "--management.endpoint.health.validate-group-membership=false");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterAll
    static void stop() {
        APP.close();
    }

    @Test
    void aSingleCallIsEstimatedFromTheRequestAlone() throws Exception {
        JsonNode estimate = estimated(mealDay().put("mode", "single-call"));

        assertThat(estimate.path("mode").asString()).isEqualTo("single-call");
        assertThat(estimate.has("items")).isFalse();
        assertThat(estimate.path("low").path("calls").asDouble()).isEqualTo(1);
        // Two tries of the cheap model and two of the strong one.
        assertThat(estimate.path("high").path("calls").asDouble()).isEqualTo(4);
        for (String figure : new String[] {"promptTokens", "completionTokens", "cost", "elapsedMs"}) {
            assertThat(number(estimate, "low", figure)).as(figure).isPositive();
            assertThat(number(estimate, "expected", figure))
                    .as(figure)
                    .isBetween(number(estimate, "low", figure), number(estimate, "high", figure));
        }
    }

    @Test
    void fastPlansAndDearModelsAreEstimatedAsTheyWouldBeMade() throws Exception {
        ObjectNode single = mealDay().put("mode", "single-call");
        BigDecimal usual = number(estimated(single), "low", "cost");

        assertThat(number(estimated(single.deepCopy().put("fast", true)), "low", "cost"))
                .isLessThan(usual);
        assertThat(number(estimated(single.deepCopy().put("model", "strong")), "low", "cost"))
                .isGreaterThan(usual);
    }

    @Test
    void twoPhasesAreCountedByTheSkeletonThatIsSentAndElseByThePlanMostLikeItThatWasPlannedLately() throws Exception {
        ObjectNode week = request("training-program", "two-weeks-strength");
        assertThat(reasons(week)).singleElement().satisfies(reason -> {
            assertThat(reason.path("pointer").asString()).isEqualTo("/skeleton");
            assertThat(reason.path("message").asString()).contains("Send a skeleton");
        });
        JsonNode two = programme(2);
        JsonNode given = estimated(week.deepCopy().set("skeleton", two));
        assertThat(given.path("items").asInt()).isEqualTo(2);
        assertThat(given.path("low").path("calls").asDouble()).isEqualTo(3);

        RecentSkeletons recent = APP.getBean(RecentSkeletons.class);
        Blueprint blueprint = Served.builtIn().find("training-program").orElseThrow();
        recent.remember(blueprint, week.path("input"), two);
        ObjectNode longer = request("training-program", "twelve-weeks-muscle");
        recent.remember(blueprint, longer.path("input"), programme(12));
        assertThat(estimated(week).path("items").asInt()).isEqualTo(2);
        assertThat(estimated(longer).path("items").asInt()).isEqualTo(12);
    }

    @Test
    void whatIsWrongIsToldAsForAPlan() throws Exception {
        ObjectNode bad = mealDay().put("model", "gpt-0").put("colour", "red");
        ((ObjectNode) bad.path("input").path("athlete")).put("age", "old");
        bad.putObject("skeleton");
        assertThat(reasons(bad))
                .extracting(reason -> reason.path("pointer").asString())
                .containsExactlyInAnyOrder("/model", "/colour", "/input/athlete/age");

        ObjectNode badSkeleton = mealDay();
        badSkeleton.putObject("skeleton").put("meals", 3);
        assertThat(reasons(badSkeleton))
                .isNotEmpty()
                .allMatch(reason -> reason.path("pointer").asString().startsWith("/skeleton"));
    }

    /** Loading weeks of one volume, the fourth of each four lighter. */
    private static JsonNode programme(int weeks) {
        ObjectNode programme = JSON.createObjectNode()
                .put("name", "A programme")
                .put("description", "Weeks of one volume each, and now and then a lighter one.")
                .put("max_weekly_rise", 0.05);
        for (int number = 1; number <= weeks; number++) {
            boolean deload = number % 4 == 0;
            programme
                    .withArray("weeks")
                    .addObject()
                    .put("week_id", "week-%02d".formatted(number))
                    .put("number", number)
                    .put("title", "Week " + number)
                    .put("phase", deload ? "deload" : "base")
                    .put("focus", "technique")
                    .put("planned_sets", deload ? 20 : 36);
        }
        return programme;
    }

    private JsonNode estimated(JsonNode body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode reasons(JsonNode body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return JSON.readTree(answer.body()).path("reasons");
    }

    private HttpResponse<String> post(JsonNode body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + APP.getWebServer().getPort() + "/plans/estimate"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static BigDecimal number(JsonNode estimate, String which, String figure) {
        return new BigDecimal(estimate.path(which).path(figure).asString());
    }

    private static ObjectNode mealDay() {
        ObjectNode request = JSON.createObjectNode().put("blueprint", "meal-day");
        request.set("input", JSON.readTree(Requests.INPUT));
        return request;
    }

    private static ObjectNode request(String blueprint, String example) {
        return (ObjectNode) JSON.readTree(
                Path.of("..", "examples", blueprint, example + ".json").toFile());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(PlannerSettings.class)
    @Import({EstimateController.class, ErrorAnswers.class, RequestCheck.class, RecentSkeletons.class})
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
            return new ModelsSettings(
                    Map.of(
                            "one",
                            new ProviderSettings(
                                    ProviderSettings.Kind.OPENAI, URI.create("http://localhost:1/v1"), null)),
                    Map.of("cheap", model("0.10", "0.30"), "strong", model("1.25", "3.75")));
        }

        private static ModelSettings model(String input, String output) {
            return new ModelSettings(
                    "one",
                    "any",
                    new BigDecimal(input),
                    null,
                    new BigDecimal(output),
                    128_000,
                    16_000,
                    true,
                    null,
                    null);
        }
    }
}
