package io.armature.planner.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.Mode;
import io.armature.events.PlanRequested;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Set<String> NOT_ASKED_FOR = Set.of("jobId", "requestedAt");

    /** Of every member of a request, so that a new one is not forgotten. */
    private static final Map<String, List<Object>> OTHERS = Map.of(
            "blueprint", List.of("recipe-week"),
            "input", List.of("{\"days\":1}"),
            "tenant", List.of("north"),
            "maxCost", List.of(new BigDecimal("0.1"), BigDecimal.ONE),
            "mode", List.of(Mode.TWO_PHASE, Mode.SINGLE_CALL),
            "model", List.of("cheap", "strong"),
            "fast", List.of(true),
            "retry", List.of(true));

    @Test
    void whateverElseIsAskedForIsAnotherRequest() {
        PlanRequested request = request(Instant.EPOCH);
        assertThat(OTHERS.keySet())
                .isEqualTo(PlanRequested.getClassSchema().getFields().stream()
                        .map(Field::name)
                        .filter(name -> !NOT_ASKED_FOR.contains(name))
                        .collect(Collectors.toSet()));
        OTHERS.forEach((member, values) -> values.forEach(value -> {
            PlanRequested other = PlanRequested.newBuilder(request).build();
            other.put(member, value);
            assertThat(Fingerprint.of(other)).as("%s: %s", member, value).isNotEqualTo(Fingerprint.of(request));
        }));
    }

    @Test
    void theSameAskedLaterIsTheSameRequest() {
        assertThat(Fingerprint.of(request(Instant.EPOCH))).isEqualTo(Fingerprint.of(request(Instant.now())));
    }

    private static PlanRequested request(Instant at) {
        return PlanRequested.newBuilder()
                .setJobId("job-1")
                .setBlueprint("meal-day")
                .setInput("{}")
                .setRequestedAt(at)
                .build();
    }
}
