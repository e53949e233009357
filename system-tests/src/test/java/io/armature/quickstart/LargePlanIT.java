package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.armature.simulator.Faults;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The largest plan that there may be, through the whole system, and one that is larger. */
@ExtendWith(SharedCluster.class)
class LargePlanIT {
    private static final int MOST = 5_000;

    private final Cluster cluster;

    LargePlanIT(Cluster shared) {
        this.cluster = shared;
    }

    @BeforeEach
    void quickModels() {
        cluster.models(Map.of("*", Faults.NONE));
    }

    @Test
    void aPlanOfFiveThousandItemsEndsCompleteAndEachIsInItsPlace() throws Exception {
        String job = cluster.client().submit(request(MOST));
        Awaitility.await()
                .atMost(Duration.ofMinutes(6))
                .ignoreExceptions()
                .until(() -> !cluster.client()
                        .status(job)
                        .path("outcome")
                        .asString("")
                        .isEmpty());

        assertThat(cluster.client().status(job).path("outcome").asString()).isEqualTo("COMPLETE");
        JsonNode parts = cluster.client().document(job).path("parts");
        assertThat(parts.valueStream().map(part -> part.path("id").asString()))
                .containsExactlyElementsOf(IntStream.range(0, MOST)
                        .mapToObj(place -> "part-" + place)
                        .toList());
    }

    @Test
    void oneOfMoreIsRefusedWithTheBound() {
        assertThat(catchThrowable(() -> cluster.client().submit(request(MOST + 1))))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("5000");
    }

    private static String request(int items) {
        return "{\"blueprint\": \"burst\", \"input\": {\"items\": " + items + "}}";
    }
}
