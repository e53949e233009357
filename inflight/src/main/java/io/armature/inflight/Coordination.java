package io.armature.inflight;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the broker that coordinates the group is heard. Without it Kafka's consumer goes on polling and says nothing,
 * and its two threads turn without a pause for as long as a poll is to wait: the next heartbeat is due at once, and is
 * left out at once. So the polls must not wait then.
 */
final class Coordination {
    private static final Logger LOG = LoggerFactory.getLogger(Coordination.class);
    private static final String LAST_HEARTBEAT = "last-heartbeat-seconds-ago";

    /** More than the longest interval between heartbeats that a broker sets by default, 15 s. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private final InFlightSettings settings;
    private final Supplier<OptionalDouble> lastHeartbeat;
    private final LongSupplier nanos;
    private final long began;
    private boolean silent;

    /** How it stands. */
    enum State {
        /** No heartbeat yet, but there is time. */
        JOINING,
        /** Heartbeats are sent. */
        HEARD,
        /** None was sent for too long. */
        SILENT
    }

    Coordination(InFlightSettings settings, Consumer<?, ?> consumer) {
        this(settings, heartbeats(consumer), System::nanoTime);
    }

    /** @param lastHeartbeat seconds since the last one was sent; empty before the first */
    Coordination(InFlightSettings settings, Supplier<OptionalDouble> lastHeartbeat, LongSupplier nanos) {
        this.settings = settings;
        this.lastHeartbeat = lastHeartbeat;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /** How it stands now; the log is told when that changes. */
    State state() {
        OptionalDouble last = lastHeartbeat.get();
        double silence =
                last.orElseGet(() -> Duration.ofNanos(nanos.getAsLong() - began).toSeconds());
        State state =
                silence >= LONGEST_SILENCE.toSeconds() ? State.SILENT : last.isPresent() ? State.HEARD : State.JOINING;
        if (state == State.SILENT && !silent) {
            LOG.warn(
                    "topic={} group={} the broker that coordinates the group has not been heard for {} s; what is in"
                            + " flight goes on, nothing new is taken until it answers. Look whether the brokers run and"
                            + " can be reached from here",
                    settings.topic(),
                    settings.groupId(),
                    LONGEST_SILENCE.toSeconds());
        } else if (state == State.HEARD && silent) {
            LOG.info("topic={} group={} the group's broker answers again", settings.topic(), settings.groupId());
        }
        silent = state == State.SILENT;
        return state;
    }

    private static Supplier<OptionalDouble> heartbeats(Consumer<?, ?> consumer) {
        Metric ago = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(LAST_HEARTBEAT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Kafka's consumer has no metric " + LAST_HEARTBEAT));
        return () -> ago.metricValue() instanceof Double seconds && seconds >= 0
                ? OptionalDouble.of(seconds)
                : OptionalDouble.empty();
    }
}
