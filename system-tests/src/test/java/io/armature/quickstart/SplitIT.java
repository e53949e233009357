package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.simulator.Stats;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Items that no budget of their blueprint lets a model write at once, on the whole system. */
@ExtendWith(SharedCluster.class)
class SplitIT {
    private static Cluster cluster;

    @BeforeAll
    static void start(Cluster shared) {
        cluster = shared;
    }

    @Test
    void everyChapterThatIsCutOffTwiceIsWrittenInTwoHalvesAndThePlanIsComplete() throws Exception {
        cluster.models(Map.of("*", Faults.NONE.withLatency(Latency.ofMillis(10))));
        String job = cluster.client()
                .submit("{\"blueprint\":\"tome\",\"input\":{\"items\":3,\"run\":\"" + UUID.randomUUID() + "\"}}");

        JsonNode plan = cluster.client().follow(job, step -> {});

        assertThat(plan.path("outcome").asString())
                .as("%s", plan.path("reasons"))
                .isEqualTo("COMPLETE");
        assertThat(cluster.client().document(job).path("chapters"))
                .hasSize(3)
                .allSatisfy(chapter -> assertThat(chapter.path("lines")).hasSize(6));
        Map<String, Long> calls = cluster.simulator().stats().calls().stream()
                .collect(Collectors.groupingBy(Stats.OneCall::schemaName, Collectors.counting()));
        assertThat(calls)
                .isEqualTo(Map.of(
                        "tome--skeleton",
                        1L,
                        "tome--chapter",
                        6L,
                        "tome--chapter--outline",
                        3L,
                        "tome--chapter--half",
                        6L));
        assertThat(plan.path("itemsEscalated").asInt()).isZero();
        Stats.OfModel counted = cluster.simulator().stats().total();
        JsonNode total = plan.path("bill").path("total");
        assertThat(total.path("calls").asLong()).isEqualTo(counted.answered());
        assertThat(total.path("promptTokens").asLong()).isEqualTo(counted.promptTokens());
        assertThat(total.path("completionTokens").asLong()).isEqualTo(counted.completionTokens());
        assertThat(new BigDecimal(total.path("cost").asString("0"))).isEqualByComparingTo(counted.cost());
    }
}
