package io.armature.inflight;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
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
    final Timer commits;
    private final Timer paused;
    private final List<Meter> gauges;
    private final MeterRegistry meters;
    private final Tags tags;
    private long fullSinceNanos;
    private boolean wasFull;

    InFlightMetrics(MeterRegistry meters, InFlightSettings settings, Window window) {
        this.meters = meters;
        this.tags = Tags.of("group", settings.groupId(), "topic", settings.topic());
        completed = counter("inflight.completed", "Records done");
        redone = counter("inflight.redone", "Records handled that an earlier owner had polled and not completed");
        skipped = counter("inflight.skipped", "Records polled again that an earlier owner had completed");
        retried = counter("inflight.retried", "Handlings repeated for an outside reason");
        poisoned = counter("inflight.poisoned", "Records sent to the dead letters");
        interrupted = counter("inflight.interrupted", "Records given up because their partition was given back");
        commitFailures = counter("inflight.commit.failures", "Commits that failed");
        commits = timer("inflight.commit", "Time until the broker had taken a commit");
        paused = timer("inflight.paused", "Time for which the window was full");
        gauges = List.of(
                gauge("inflight.records", "Records in flight or polled ahead", window::records),
                gauge("inflight.bytes", "Bytes of these records", window::bytes),
                gauge("inflight.oldest.seconds", "Age of the oldest of these records", window::oldestSeconds));
    }

    /** Says whether the window is full now; called by the poll thread in each of its rounds. */
    void full(boolean isFull) {
        if (isFull && !wasFull) {
            fullSinceNanos = System.nanoTime();
        } else if (wasFull && !isFull) {
            paused.record(Duration.ofNanos(System.nanoTime() - fullSinceNanos));
        }
        wasFull = isFull;
    }

    /** The gauges look at this consumer's window; a later consumer of the topic brings its own. */
    void close() {
        gauges.forEach(meters::remove);
    }

    private Gauge gauge(String name, String description, Supplier<Number> value) {
        return Gauge.builder(name, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(meters);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name).description(description).tags(tags).register(meters);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(meters);
    }
}
