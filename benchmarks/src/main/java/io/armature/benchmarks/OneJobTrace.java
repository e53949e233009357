package io.armature.benchmarks;

import io.armature.cluster.TopicWatch.Seen;
import io.armature.cluster.Upstream;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import io.armature.simulator.Stats.OneCall;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the time of one job went: from the records' own times, from when a consumer saw them, and from the simulator's
 * and the workers' records of the calls. All clocks are this machine's; records and workers tell whole milliseconds.
 *
 * @param steps milliseconds of each step, in order; the models' own time is left out
 * @param itemOverheads milliseconds of each item: request written to call arrived, and answer received to result
 *     written
 */
record OneJobTrace(Map<String, Double> steps, List<Double> itemOverheads) {
    static OneJobTrace of(Upstream.Batch batch, JobEvents events, List<OneCall> calls) {
        OneCall planning = calls.stream()
                .filter(call -> call.item().equals("skeleton"))
                .findFirst()
                .orElseThrow();
        Map<String, OneCall> itemCalls = calls.stream()
                .filter(call -> !call.item().equals("skeleton"))
                .collect(Collectors.toMap(OneCall::item, call -> call, (first, again) -> first));
        SkeletonCreated skeleton =
                (SkeletonCreated) events.on(Topic.PLAN_SKELETONS).getFirst().event();
        Steps steps = new Steps(batch.sent());
        steps.to("request written", events.last(Topic.PLAN_REQUESTS, Seen::written));
        steps.to("request seen by a consumer", events.last(Topic.PLAN_REQUESTS, Seen::seen));
        // Kafka Streams gives its records the time of what they came from: the events' own times tell more.
        PlanAccepted accepted =
                (PlanAccepted) events.on(Topic.PLAN_ACCEPTED).getFirst().event();
        steps.to("accepted by intake", accepted.getAcceptedAt());
        steps.to("accepted, seen (its transaction has committed)", events.last(Topic.PLAN_ACCEPTED, Seen::seen));
        steps.to("planning call at the provider", planning.arrived());
        steps.to(
                "skeleton answered, above 800 ms",
                answered(skeleton.getAttempts().getLast()),
                OneJob.SKELETON_MS);
        steps.to("items written, first", events.first(Topic.ITEMS_REQUESTED, Seen::written));
        steps.to("items written, last", events.last(Topic.ITEMS_REQUESTED, Seen::written));
        steps.to("items seen, last (their transaction has committed)", events.last(Topic.ITEMS_REQUESTED, Seen::seen));
        steps.to(
                "item calls at the provider, last",
                last(itemCalls.values().stream().map(OneCall::arrived)));
        steps.to(
                "item answers at the worker, last, above 1,000 ms",
                last(events.on(Topic.ITEMS_RESULTS).stream().map(OneJobTrace::answered)),
                OneJob.ITEM_MS);
        steps.to("results written, last", events.last(Topic.ITEMS_RESULTS, Seen::written));
        steps.to("results seen, last", events.last(Topic.ITEMS_RESULTS, Seen::seen));
        PlanCompleted completed =
                (PlanCompleted) events.on(Topic.PLAN_COMPLETED).getFirst().event();
        steps.to("completed by the assembler", completed.getCompletedAt());
        steps.to("completed, seen (its transaction has committed)", batch.ended());
        return new OneJobTrace(steps.millis, overheads(events, itemCalls));
    }

    private static List<Double> overheads(JobEvents events, Map<String, OneCall> itemCalls) {
        Map<String, Seen> requests = events.on(Topic.ITEMS_REQUESTED).stream()
                .collect(Collectors.toMap(seen -> seen.key().split("/", 2)[1], seen -> seen, (first, again) -> first));
        List<Double> overheads = new ArrayList<>();
        for (Seen result : events.on(Topic.ITEMS_RESULTS)) {
            String item = ((ItemCompleted) result.event()).getItemId();
            OneCall call = itemCalls.get(item);
            Seen request = requests.get(item);
            if (call != null && request != null) {
                overheads.add(millis(request.written(), call.arrived()) + millis(answered(result), result.written()));
            }
        }
        return overheads;
    }

    private static Instant answered(Seen result) {
        return answered(((ItemCompleted) result.event()).getAttempts().getLast());
    }

    private static Instant answered(Attempt attempt) {
        return attempt.getStartedAt().plusMillis(attempt.getLatencyMs());
    }

    private static Instant last(Stream<Instant> times) {
        return times.max(Instant::compareTo).orElseThrow();
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /** One step after another. */
    private static final class Steps {
        private final Map<String, Double> millis = new LinkedHashMap<>();
        private Instant at;

        Steps(Instant start) {
            this.at = start;
        }

        void to(String name, Instant then) {
            to(name, then, 0);
        }

        void to(String name, Instant then, int modelMs) {
            millis.put(name, OneJobTrace.millis(at, then) - modelMs);
            at = then;
        }
    }
}
