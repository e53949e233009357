package io.armature.inflight;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** What one consumer tells of itself, tagged with its group and topic. */
final class InFlightMetrics {
    final Counter completed;
    final Counter redone;
    final Counter skipped;
    final Counter retried;
    final Counter poisoned;
    final Counter interrupted;
    final Counter commitFailures;
    final Timer paused;

    private final MeterRegistry meters;
    private final Tags tags;

    InFlightMetrics(MeterRegistry meters, InFlightSettings settings) {
        this.meters = meters;
        this.tags = Tags.of("group", settings.groupId(), "topic", settings.topic());
        completed = counter("inflight.completed", "Records done");
        redone = counter("inflight.redone", "Records handled again after an earlier owner had them in flight");
        skipped = counter("inflight.skipped", "Records polled again that an earlier owner had completed");
        retried = counter("inflight.retried", "Handlings repeated for an outside reason");
        poisoned = counter("inflight.poisoned", "Records sent to the dead letters");
        interrupted = counter("inflight.interrupted", "Records given up at the end of a drain");
        commitFailures = counter("inflight.commit.failures", "Commits that failed and are repeated");
        paused = Timer.builder("inflight.paused")
                .description("Time for which the window was full")
                .tags(tags)
                .register(meters);
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tags(tags).register(meters);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(meters);
    }
}
