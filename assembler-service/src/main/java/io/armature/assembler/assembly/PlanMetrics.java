package io.armature.assembler.assembly;

import io.armature.assembler.job.Job;
import io.armature.events.PlanCompleted;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** What the assembler counts. */
@Component
class PlanMetrics {
    private final MeterRegistry meters;
    private final AtomicInteger open;

    PlanMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.open = Objects.requireNonNull(meters.gauge("armature.plans.open", new AtomicInteger()));
    }

    /** A partition with this many open plans has come to this process. */
    OpenPlans openPlans(int inPartition) {
        return new OpenPlans(open, inPartition);
    }

    void ended(Job job, PlanCompleted last, Instant now) {
        String outcome = last.getOutcome().name().toLowerCase(Locale.ROOT);
        meters.timer(
                        "armature.plans",
                        "outcome",
                        outcome,
                        "blueprint",
                        job.request().blueprint())
                .record(job.elapsed(now));
        String blueprint = job.request().blueprint();
        meters.counter("armature.plans.cost.dollars", "blueprint", blueprint)
                .increment(job.cost().doubleValue());
        if (!last.getItems().isEmpty() && job.items().accepted() == 0) {
            meters.counter("armature.plans.bare", "blueprint", blueprint).increment();
        }
        meters.counter("armature.plans.items").increment(job.items().total());
        meters.counter("armature.plans.items.escalated").increment(job.items().escalated());
    }

    /** An item was asked for again, since it did not go with others. */
    void repaired(String blueprint) {
        meters.counter("armature.items.repairs", "blueprint", blueprint).increment();
    }

    void late() {
        meters.counter("armature.events.late").increment();
    }
}
