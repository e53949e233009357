package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.simulator.Stats;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Several items in one call, on the whole system: {@code bundle} wants four. */
@ExtendWith(SharedCluster.class)
class GroupsIT {
    private static final Duration LONG = Duration.ofSeconds(240);
    private static final String ONE = "bundle--part";
    private static final String GROUP = "bundle--part--together";

    private static Cluster cluster;

    @BeforeAll
    static void start(Cluster shared) {
        cluster = shared;
    }

    @BeforeEach
    void wellBehaved() {
        cluster.models(Map.of("*", quick()));
    }

    @Test
    void eightItemsAreTwoCalls() throws Exception {
        JsonNode plan = end(submit(8));

        assertThat(calls()).isEqualTo(Map.of("bundle--skeleton", 1L, GROUP, 2L));
        assertThat(plan.path("items"))
                .hasSize(8)
                .allMatch(item -> item.path("outcome").asString("").equals("ACCEPTED"));
        theBillIsTheProvidersCount(plan);
    }

    @Test
    void aBadItemIsAskedForAloneAndThenOfTheStrongModel() throws Exception {
        cluster.models(Map.of(Cluster.CHEAP, quick().withPoison("item-2", "item-7"), "*", quick()));

        JsonNode plan = end(submit(10));

        // Ten items: four, four and two; two of them again, alone; and these two of the strong model.
        assertThat(calls()).isEqualTo(Map.of("bundle--skeleton", 1L, GROUP, 3L, ONE, 4L));
        assertThat(calls(Cluster.STRONG)).isEqualTo(Map.of(ONE, 2L));
        assertThat(plan.path("itemsEscalated").asInt()).isEqualTo(2);
        theBillIsTheProvidersCount(plan);
    }

    @Test
    void ofItemsThatFailAtRandomOnlyThoseAreAskedAgain() throws Exception {
        cluster.models(Map.of(
                Cluster.CHEAP, quick().withChance(Fault.SCHEMA, 0.3).withChance(Fault.PROSE, 0.2), "*", quick()));

        JsonNode plan = end(submit(40));

        assertThat(calls().get(GROUP)).isEqualTo(10);
        assertThat(calls().getOrDefault(ONE, 0L)).isBetween(1L, 39L);
        theBillIsTheProvidersCount(plan);
    }

    @Test
    void whatAGroupAnsweredIsNotAskedAgainWhenItsWorkerIsKilled() throws Exception {
        // The answer for four lacks one of them, and the model hangs when it is asked for that one alone.
        Faults hanging = quick().withPoison("item-2").withPoisonAs(Fault.HANG);
        cluster.models(Map.of(Cluster.CHEAP, hanging, "*", quick()));
        String job = submit(8);
        Awaitility.await().atMost(LONG).until(() -> calls().getOrDefault(ONE, 0L) == 1);
        Map<Cluster.Service, Double> held = new HashMap<>();
        Awaitility.await().atMost(LONG).until(() -> {
            for (Cluster.Service worker : cluster.workers()) {
                held.put(worker, cluster.metric(worker, "inflight_records"));
            }
            return held.values().stream().mapToDouble(records -> records).sum() == 1;
        });
        Cluster.Service victim = held.entrySet().stream()
                .filter(worker -> worker.getValue() == 1)
                .findFirst()
                .orElseThrow()
                .getKey();
        cluster.simulator().behave(Map.of("*", quick()));
        cluster.kill(victim);
        try {
            JsonNode plan = end(job);

            assertThat(calls()).isEqualTo(Map.of("bundle--skeleton", 1L, GROUP, 2L, ONE, 2L));
            theBillIsTheProvidersCount(plan);
        } finally {
            cluster.start(victim);
        }
    }

    private static Faults quick() {
        return Faults.NONE.withLatency(Latency.ofMillis(10));
    }

    private static String submit(int items) throws Exception {
        return cluster.client()
                .submit("{\"blueprint\":\"bundle\",\"input\":{\"items\":" + items + ",\"run\":\"" + UUID.randomUUID()
                        + "\"}}");
    }

    private static JsonNode end(String job) throws Exception {
        JsonNode plan = cluster.client().follow(job, step -> {});
        assertThat(plan.path("outcome").asString())
                .as("%s", plan.path("reasons"))
                .isEqualTo("COMPLETE");
        return plan;
    }

    private static Map<String, Long> calls() {
        return calls("");
    }

    /** Calls by what was asked for, of one model or of all. */
    private static Map<String, Long> calls(String model) {
        Map<String, Long> calls = new HashMap<>();
        for (Stats.OneCall call : cluster.simulator().stats().calls()) {
            if (call.model().contains(model)) {
                calls.merge(call.schemaName(), 1L, Long::sum);
            }
        }
        return calls;
    }

    private static void theBillIsTheProvidersCount(JsonNode plan) {
        Stats.OfModel counted = cluster.simulator().stats().total();
        JsonNode total = plan.path("bill").path("total");
        assertThat(total.path("promptTokens").asLong()).isEqualTo(counted.promptTokens());
        assertThat(total.path("completionTokens").asLong()).isEqualTo(counted.completionTokens());
        assertThat(total.path("calls").asLong()).isEqualTo(counted.answered());
        assertThat(new BigDecimal(total.path("cost").asString("0"))).isEqualByComparingTo(counted.cost());
        assertThat(plan.path("bill")
                        .path("byItem")
                        .valueStream()
                        .mapToLong(item -> item.path("promptTokens").asLong())
                        .sum())
                .isEqualTo(counted.promptTokens());
    }
}
