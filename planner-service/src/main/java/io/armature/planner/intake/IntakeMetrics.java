package io.armature.planner.intake;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What intake counts: {@code armature.requests} by what became of them. */
@Component
class IntakeMetrics {
    private final MeterRegistry meters;

    IntakeMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(String outcome) {
        meters.counter("armature.requests", "outcome", outcome).increment();
    }
}
