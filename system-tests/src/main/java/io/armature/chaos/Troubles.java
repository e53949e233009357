package io.armature.chaos;

import io.armature.chaos.Disturbance.Victim.Kind;
import io.armature.simulator.Stats.OneCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * When processes were killed or stood still, and so which answers need not have been recorded. Thread-safe.
 *
 * <p>What it excuses follows from what was recorded, by whom and when; not from how fast this machine should be.
 */
final class Troubles {
    /**
     * What happened to one process.
     *
     * @param frozen it stood still and went on; else it was gone at the end of that time
     */
    private record Trouble(Kind process, boolean frozen, Instant from, Instant to) {
        /** Skeletons are asked for by planners, all else by workers, and everything is recorded by the broker. */
        boolean touches(OneCall call) {
            return switch (process) {
                case PLANNER -> call.item().equals("skeleton");
                case WORKER -> !call.item().equals("skeleton");
                case BROKER -> true;
                case ASSEMBLER -> false;
            };
        }

        boolean overlaps(Instant begin, Instant end) {
            return !to.isBefore(begin) && !from.isAfter(end);
        }
    }

    private final List<Trouble> all = new CopyOnWriteArrayList<>();

    /** @param from when it was there for sure */
    void gone(Kind process, Instant from, Instant to) {
        all.add(new Trouble(process, false, from, to));
    }

    void frozen(Kind process, Instant from, Duration length) {
        all.add(new Trouble(process, true, from, from.plus(length)));
    }

    /**
     * How many calls were under way when a process of the kind that makes them, or the broker, was killed or frozen.
     */
    int underWay(Evidence run) {
        return (int) run.calls().stream()
                .filter(call -> all.stream()
                        .filter(trouble -> trouble.touches(call))
                        .anyMatch(trouble -> trouble.overlaps(call.arrived(), answered(call))))
                .count();
    }

    /**
     * The longest way of an answer from the model into the log, in these runs, of all to which nothing happened: so
     * long another one may have taken as well.
     */
    Duration slowestRecording(Evidence... runs) {
        return Stream.of(runs)
                .flatMap(run -> run.calls().stream()
                        .filter(call -> run.recorded().containsKey(call.requestId()))
                        .filter(call -> {
                            Instant recorded = recorded(run, call);
                            return happened(run).noneMatch(trouble -> trouble.overlaps(call.arrived(), recorded));
                        })
                        .map(call -> Duration.between(answered(call), recorded(run, call))))
                .max(Duration::compareTo)
                .filter(longest -> !longest.isNegative())
                .orElse(Duration.ZERO);
    }

    /**
     * The good answers that were asked for again though that should not have been: recorded before, or nothing had
     * happened to them.
     *
     * @param slowest see {@link #slowestRecording}
     */
    List<Evidence.Repeat> paidTwice(Evidence run, Duration slowest) {
        return run.repeats().stream()
                .filter(repeat -> repeat.recorded()
                        .map(at -> !cameLate(repeat.answered(), at))
                        .orElseGet(() -> !cutOff(run, repeat.answered(), slowest)))
                .toList();
    }

    /**
     * Whether who had asked stood still between asking and recording: others had taken its work over meanwhile, and had
     * read the log before this was in it.
     */
    private boolean cameLate(OneCall call, Instant recorded) {
        return all.stream()
                .filter(trouble -> trouble.frozen() && trouble.touches(call))
                .anyMatch(trouble ->
                        !trouble.to().isBefore(call.arrived()) && !trouble.to().isAfter(recorded));
    }

    /** Whether this call was under way, or its answer on its way into the log, when something happened. */
    private boolean cutOff(Evidence run, OneCall call, Duration slowest) {
        return !call.heard()
                || happened(run)
                        .filter(trouble -> trouble.touches(call))
                        .anyMatch(trouble ->
                                trouble.overlaps(call.arrived(), answered(call).plus(slowest)));
    }

    /** A broker that was killed is away until it records something again. */
    private Stream<Trouble> happened(Evidence run) {
        return all.stream()
                .map(trouble -> trouble.process() == Kind.BROKER && !trouble.frozen()
                        ? new Trouble(Kind.BROKER, false, trouble.from(), firstAfter(run.recorded(), trouble.to()))
                        : trouble);
    }

    private static Instant firstAfter(Map<String, Instant> recorded, Instant gone) {
        return recorded.values().stream()
                .filter(at -> at.isAfter(gone))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static Instant recorded(Evidence run, OneCall call) {
        return Objects.requireNonNull(run.recorded().get(call.requestId()));
    }

    private static Instant answered(OneCall call) {
        return call.arrived().plus(Duration.ofNanos((long) (call.latencyMs() * 1e6)));
    }
}
