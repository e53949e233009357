package io.armature.worker;

import io.armature.events.ItemOutcome;
import io.armature.generation.Attempt;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What the worker counts. */
@Component
class ItemMetrics {
    private final MeterRegistry meters;

    ItemMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param latency from the request for the item to its outcome */
    void completed(ItemOutcome outcome, int tier, Duration latency) {
        meters.timer("armature.items.latency", "outcome", lower(outcome)).record(latency);
        meters.counter("armature.items", "outcome", lower(outcome), "tier", Integer.toString(tier))
                .increment();
    }

    void escalated(String reason) {
        meters.counter("armature.items.escalated", "reason", reason).increment();
    }

    void dropped() {
        meters.counter("armature.items.dropped").increment();
    }

    void attempts(List<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            meters.counter("armature.attempts", "model", attempt.model(), "outcome", lower(attempt.outcome()))
                    .increment();
            meters.counter("armature.cost.dollars", "model", attempt.model())
                    .increment(attempt.cost().doubleValue());
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
