package io.armature.chaos;

import io.armature.simulator.Stats.OneCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * When processes were killed or stood still. An answer that came just then need not have been recorded. Thread-safe.
 */
final class Troubles {
    /** So long an answer may take from the wire into the log, on a machine with much else to do. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    private record Trouble(Instant from, Instant to) {}

    private final List<Trouble> all = new CopyOnWriteArrayList<>();

    void at(Instant from, Duration length) {
        all.add(new Trouble(from, from.plus(length)));
    }

    /**
     * Whether a good answer was asked for again though that should not have been: it had been recorded, or nothing had
     * happened to it. What a process wrote that had stood still, and whose work others had taken over meanwhile, came
     * too late.
     */
    boolean paidTwice(Evidence.Repeat repeat) {
        return repeat.recorded().map(at -> !cameLate(at)).orElseGet(() -> !cutOff(repeat.answered()));
    }

    private boolean cameLate(Instant recorded) {
        return all.stream()
                .filter(trouble -> trouble.to().isAfter(trouble.from()))
                .anyMatch(trouble -> !recorded.isBefore(trouble.to())
                        && recorded.isBefore(trouble.to().plus(ON_ITS_WAY)));
    }

    /** Whether this call was under way, or its answer on its way into the log, when something happened. */
    boolean cutOff(OneCall call) {
        if (!call.heard()) {
            return true;
        }
        Instant recorded = call.arrived()
                .plus(Duration.ofNanos((long) (call.latencyMs() * 1e6)))
                .plus(ON_ITS_WAY);
        return all.stream()
                .anyMatch(trouble -> !trouble.to().isBefore(call.arrived())
                        && !trouble.from().isAfter(recorded));
    }
}
