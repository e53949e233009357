package io.armature.assembler.assembly;

import io.armature.assembler.job.Job;
import io.armature.events.PlanCompleted;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What the assembler counts. */
@Component
class PlanMetrics {
    private final MeterRegistry meters;

    PlanMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void ended(Job job, PlanCompleted last, Instant now) {
        String outcome = last.getOutcome().name().toLowerCase(Locale.ROOT);
        meters.timer("armature.plans", "outcome", outcome, "blueprint", job.blueprint())
                .record(job.elapsed(now));
        meters.counter("armature.plans.cost.dollars").increment(job.cost().doubleValue());
        meters.counter("armature.plans.items").increment(job.itemsTotal());
        meters.counter("armature.plans.items.escalated").increment(job.itemsEscalated());
    }

    void late() {
        meters.counter("armature.events.late").increment();
    }
}
