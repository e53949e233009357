package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A blueprint that allows answers to be taken again, dropped into the planner's folder while everything runs. */
@ExtendWith(SharedCluster.class)
class ReusedAnswersIT {
    private static final Duration LONG = Duration.ofSeconds(240);
    private static final int ITEMS = 12;
    private static final String OBJECT = "{\"type\": \"object\", \"required\": [%s], \"properties\": {%s}}";
    private static final Map<String, String> TIPS = Map.of(
            "input.schema.json",
            OBJECT.formatted("\"items\"", "\"items\": {\"type\": \"integer\"}"),
            "list.schema.json",
            OBJECT.formatted(
                    "\"tips\"",
                    "\"tips\": {\"type\": \"array\", \"items\": "
                            + OBJECT.formatted("\"id\"", "\"id\": {\"type\": \"string\"}") + "}"),
            "tip.schema.json",
            OBJECT.formatted("\"id\", \"text\"", "\"id\": {\"type\": \"string\"}, \"text\": {\"type\": \"string\"}"),
            "system.md",
            "You give tips.",
            "list.md",
            "List them.\n\n{{{input}}}",
            "tip.md",
            "Write this tip.\n\n{{{spec}}}",
            "blueprint.yaml",
            """
            id: tips
            deadline: 5m
            retry: 24h
            input: {schema: input.schema.json}
            skeleton:
              schema: list.schema.json
              system: system.md
              ask: list.md
              tiers: [{model: cheap, tries: 2, maxTokens: 2000, timeout: 30s, patience: 2m}]
            items: {each: tips, id: id, kind: tip}
            kinds:
              tip:
                schema: tip.schema.json
                system: system.md
                ask: tip.md
                reuse: 24h
                tiers: [{model: cheap, tries: 2, maxTokens: 1000, timeout: 30s, patience: 2m}]
            document: {items: tips}
            """);

    private static Cluster cluster;

    @BeforeAll
    static void start(Cluster shared) throws Exception {
        cluster = shared;
        Path folder = Files.createDirectories(cluster.blueprints().resolve("tips"));
        for (Map.Entry<String, String> file : TIPS.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void theSameRequestAgainIsPaidForButItsItemsAreNotAndARetryIsNotAtAllAlsoAfterARestart() throws Exception {
        JsonNode first = made(false);
        assertThat(first.path("calls").asInt(0)).isEqualTo(1 + ITEMS);
        assertThat(first.path("reused").asInt(0)).isZero();

        awaitKnown();
        tookItemsAgain(made(false), first);

        for (Cluster.Service service : List.of(cluster.workers().getFirst(), cluster.planner())) {
            cluster.stop(service);
            cluster.start(service);
        }
        // Without waiting: who takes again knows what was kept before its start.
        tookItemsAgain(made(false), first);
        tookAllAgain(made(true));
    }

    private static void tookAllAgain(JsonNode bill) {
        assertThat(bill.path("calls").asInt(0)).isZero();
        assertThat(bill.path("reused").asInt(0)).isEqualTo(1 + ITEMS);
        assertThat(new BigDecimal(bill.path("cost").asString(""))).isZero();
        assertThat(cluster.simulator().stats().calls()).isEmpty();
    }

    /** Only the skeleton was asked for; the bill says so, and the provider counted the same. */
    private static void tookItemsAgain(JsonNode bill, JsonNode first) {
        assertThat(bill.path("calls").asInt(0)).isEqualTo(1);
        assertThat(bill.path("reused").asInt(0)).isEqualTo(ITEMS);
        assertThat(new BigDecimal(bill.path("cost").asString("")))
                .isPositive()
                .isLessThan(new BigDecimal(first.path("cost").asString("")));
        assertThat(cluster.simulator().stats().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.schemaName()).isEqualTo("tips--skeleton"));
    }

    /** Every worker has read what was accepted: any of them may get the next items. */
    private static void awaitKnown() {
        Awaitility.await().atMost(LONG).untilAsserted(() -> {
            for (Cluster.Service worker : cluster.workers()) {
                assertThat(cluster.metric(worker, "armature_answers_reusable")).isGreaterThanOrEqualTo(ITEMS);
            }
        });
    }

    /** The whole of its bill. */
    private static JsonNode made(boolean retry) throws Exception {
        cluster.models(Map.of("*", Faults.NONE.withLatency(Latency.ofMillis(20))));
        String job = Awaitility.await()
                .atMost(LONG)
                .ignoreExceptionsInstanceOf(Complaint.class) // Until the planner has seen the blueprint.
                .until(
                        () -> cluster.client()
                                .submit("{\"blueprint\": \"tips\", \"retry\": " + retry + ", \"input\": {\"items\": "
                                        + ITEMS + "}}"),
                        id -> !id.isEmpty());
        JsonNode plan = cluster.client().follow(job, step -> {});
        assertThat(plan.path("outcome").asString("")).as("%s", plan).isEqualTo("COMPLETE");
        return plan.path("bill").path("total");
    }
}
