package io.armature.planner.planning;

import io.armature.generation.Attempt;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * What planning measures: {@code armature.planning} (time and number of plannings, by how they ended),
 * {@code armature.skeleton.attempts} (calls for skeletons, by how they ended) and {@code armature.plan.items}.
 */
@Component
class PlanningMetrics {
    private final MeterRegistry meters;

    PlanningMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void planned(String blueprint, Duration took, List<Attempt> attempts, int items) {
        ended("planned", blueprint, took, attempts);
        DistributionSummary.builder("armature.plan.items")
                .description("Items of a skeleton")
                .tag("blueprint", blueprint)
                .register(meters)
                .record(items);
    }

    /** A whole document in one call. */
    void written(String blueprint, Duration took, List<Attempt> attempts) {
        ended("written", blueprint, took, attempts);
    }

    void aborted(String blueprint, Duration took, List<Attempt> attempts) {
        ended("aborted", blueprint, took, attempts);
    }

    private void ended(String outcome, String blueprint, Duration took, List<Attempt> attempts) {
        Timer.builder("armature.planning")
                .description("From taking up an accepted request to its skeleton or its end being published")
                .tags("blueprint", blueprint, "outcome", outcome)
                .register(meters)
                .record(took);
        for (Attempt attempt : attempts) {
            meters.counter(
                            "armature.skeleton.attempts",
                            "blueprint",
                            blueprint,
                            "model",
                            attempt.model(),
                            "outcome",
                            attempt.outcome().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }
}
