package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.simulator.Faults;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Hostile values in every member of a request, through the whole system. */
@ExtendWith(SharedCluster.class)
class HostileTextIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Path EASY_DAY = Path.of("../examples/meal-day/easy-day.json");
    /** Nowhere in a request. */
    private static final String MARK = "Zyx9";

    /** JSON as it goes over the wire: what no field wants, or what is hard to carry unharmed. */
    private static final List<String> VALUES = List.of(
            "\"\\u0000\\u0007\\u001b[2J\\u202e\\uffff\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800 \"",
            "\"" + "long ".repeat(40_000) + "\"",
            "\"${jndi:ldap://127.0.0.1/a} {{#input}} '; DROP TABLE plans; -- ../../etc/passwd\"",
            "1e999999999",
            "-1e400",
            "9".repeat(1_500),
            "0.1e-400",
            "[".repeat(60) + "]".repeat(60),
            "{\"__proto__\": {\"\\u0000\": null}}",
            "null",
            "true");

    private static final List<String> MEMBERS =
            List.of("/jobId", "/blueprint", "/tenant", "/maxCost", "/mode", "/model", "/fast", "/input", "/unknown");

    private final Cluster cluster;

    HostileTextIT(Cluster shared) {
        this.cluster = shared;
    }

    @BeforeEach
    void quickModels() {
        cluster.models(Map.of("*", Faults.NONE));
    }

    @Test
    void anyValueInAnyMemberIsRefusedInWordsOrMakesAPlanThatEndsAndEveryServiceStaysUp() throws Exception {
        JsonNode easyDay = JSON.readTree(Files.readString(EASY_DAY));
        List<String> accepted = new ArrayList<>();
        int refused = 0;
        List<String> pointers = new ArrayList<>(MEMBERS);
        members(easyDay.path("input"), "/input", pointers);
        for (String pointer : pointers) {
            for (String value : VALUES) {
                HttpResponse<String> answer = submit(with((ObjectNode) easyDay.deepCopy(), pointer, value));
                JsonNode body = JSON.readTree(answer.body());
                if (answer.statusCode() == 202) {
                    accepted.add(body.path("jobId").asString());
                } else {
                    refused++;
                    assertThat(answer.statusCode())
                            .as(pointer + " " + answer.body())
                            .isIn(400, 422);
                    assertThat(body.path("detail").asString()).as(pointer).isNotBlank();
                    assertThat(answer.body()).as(pointer).hasSizeLessThan(20_000);
                }
            }
        }
        assertThat(refused).isGreaterThan(pointers.size() * VALUES.size() / 2);
        assertThat(accepted).isNotEmpty();
        for (String job : accepted) {
            assertThat(awaitOutcome(job)).as(job).isIn("COMPLETE", "PARTIAL");
        }
        for (Cluster.Service service : cluster.services()) {
            assertThat(cluster.isLive(service)).as(service.name()).isTrue();
            assertThat(cluster.isReady(service)).as(service.name()).isTrue();
        }
    }

    /** Every member and element there is, by its pointer. */
    private static void members(JsonNode node, String pointer, List<String> into) {
        node.propertyStream().forEach(member -> {
            into.add(pointer + "/" + member.getKey());
            members(member.getValue(), pointer + "/" + member.getKey(), into);
        });
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
            into.add(pointer + "/" + i);
            members(node.get(i), pointer + "/" + i, into);
        }
    }

    /** The request with this JSON there, as it stands: most of it is nothing that a tree could hold. */
    private static String with(ObjectNode request, String pointer, String json) {
        String place = "here-" + MARK;
        int last = pointer.lastIndexOf('/');
        JsonNode parent = request.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), place);
        } else {
            ((ObjectNode) parent).put(name, place);
        }
        return request.toString().replace("\"" + place + "\"", json);
    }

    private HttpResponse<String> submit(String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + cluster.planner().port() + "/plans"))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofMinutes(1))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String awaitOutcome(String job) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .ignoreExceptions()
                .until(() -> cluster.client().status(job).path("outcome").asString(""), outcome -> !outcome.isEmpty());
    }
}
