package io.armature.planner.intake;

import io.armature.events.Mode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * What intake counts: {@code armature.requests} by what became of them, and {@code armature.requests.routed}, the
 * accepted ones by blueprint and by how they are made.
 */
@Component
class IntakeMetrics {
    private final MeterRegistry meters;

    IntakeMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(String outcome) {
        meters.counter("armature.requests", "outcome", outcome).increment();
    }

    void routed(String blueprint, Mode mode) {
        meters.counter(
                        "armature.requests.routed",
                        "blueprint",
                        blueprint,
                        "mode",
                        mode.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
