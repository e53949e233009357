package io.armature.assembler.assembly;

import io.armature.assembler.job.Bills;
import io.armature.assembler.job.Ending;
import io.armature.assembler.job.Job;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The state of the plans of one partition: headers and items in separate entries. */
final class PlanState {
    private static final byte[] NOTHING = {};

    private final KeyValueStore<String, Job> jobs;
    private final KeyValueStore<String, PlanAccepted> requests;
    private final KeyValueStore<String, SkeletonCreated> skeletons;
    private final KeyValueStore<String, ItemCompleted> results;
    private final KeyValueStore<String, ItemEscalated> escalations;
    private final KeyValueStore<String, PlanCompleted> ended;
    private final KeyValueStore<String, byte[]> due;

    PlanState(ProcessorContext<?, ?> context) {
        jobs = context.getStateStore(Stores.JOBS);
        requests = context.getStateStore(Stores.REQUESTS);
        skeletons = context.getStateStore(Stores.SKELETONS);
        results = context.getStateStore(Stores.RESULTS);
        escalations = context.getStateStore(Stores.ESCALATIONS);
        ended = context.getStateStore(Stores.ENDED);
        due = context.getStateStore(Stores.DUE);
    }

    Job job(String jobId, Instant now) {
        return find(jobId).orElseGet(() -> Job.first(jobId, now));
    }

    Optional<Job> find(String jobId) {
        return Optional.ofNullable(jobs.get(jobId));
    }

    void put(Job job) {
        jobs.put(job.jobId(), job);
    }

    void put(PlanAccepted request) {
        requests.put(request.getJobId(), request);
    }

    void put(SkeletonCreated skeleton) {
        skeletons.put(skeleton.getJobId(), skeleton);
    }

    void put(ItemCompleted result) {
        results.put(Stores.itemKey(result.getJobId(), result.getItemId()), result);
    }

    void put(ItemEscalated escalation) {
        escalations.put(
                Stores.itemKey(
                        escalation.getRequest().getJobId(),
                        escalation.getRequest().getItemId()),
                escalation);
    }

    Optional<PlanAccepted> request(String jobId) {
        return Optional.ofNullable(requests.get(jobId));
    }

    Optional<SkeletonCreated> skeleton(String jobId) {
        return Optional.ofNullable(skeletons.get(jobId));
    }

    Optional<ItemCompleted> result(String jobId, String itemId) {
        return Optional.ofNullable(results.get(Stores.itemKey(jobId, itemId)));
    }

    /** The attempts known of an item. */
    List<Attempt> attempts(String jobId, String itemId) {
        String key = Stores.itemKey(jobId, itemId);
        ItemEscalated escalation = escalations.get(key);
        ItemCompleted result = results.get(key);
        return Bills.merged(
                escalation == null ? List.of() : escalation.getAttempts(),
                result == null ? List.of() : result.getAttempts());
    }

    boolean isEscalated(String jobId, String itemId) {
        return escalations.get(Stores.itemKey(jobId, itemId)) != null;
    }

    /** Everything known of a plan's items. */
    Map<String, Ending.ItemState> items(SkeletonCreated skeleton) {
        Map<String, Ending.ItemState> items = new LinkedHashMap<>();
        skeleton.getItems().forEach(spec -> {
            String id = spec.getItemId();
            items.put(
                    id,
                    new Ending.ItemState(
                            result(skeleton.getJobId(), id).orElse(null), attempts(skeleton.getJobId(), id)));
        });
        return items;
    }

    /** Something is to be done for a job then. */
    void remind(String jobId, Instant at) {
        due.put("%016x/%s".formatted(at.toEpochMilli(), jobId), NOTHING);
    }

    /** Takes out the jobs for which something is due; reads no further than now, however many wait. */
    List<String> takeDue(Instant now, int most) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries =
                due.range("%016x/".formatted(0), "%016x/".formatted(now.toEpochMilli()))) {
            while (entries.hasNext() && keys.size() < most) {
                keys.add(entries.next().key);
            }
        }
        keys.forEach(due::delete);
        return keys.stream().map(key -> key.substring(key.indexOf('/') + 1)).toList();
    }

    /** The plan has ended: only its header and last event stay. */
    void end(Job job, PlanCompleted last) {
        jobs.put(job.jobId(), job);
        ended.put(job.jobId(), last);
        requests.delete(job.jobId());
        skeletons.delete(job.jobId());
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, ItemCompleted> entries = results.range(job.jobId() + "/", job.jobId() + "0")) {
            while (entries.hasNext()) {
                KeyValue<String, ItemCompleted> entry = entries.next();
                keys.add(entry.key);
            }
        }
        keys.forEach(results::delete);
        keys.forEach(escalations::delete);
    }

    void forget(String jobId) {
        jobs.delete(jobId);
        ended.delete(jobId);
    }

    /** Results that came before the skeleton. */
    List<ItemCompleted> resultsOf(String jobId) {
        List<ItemCompleted> found = new ArrayList<>();
        // '0' is the character after '/'.
        try (KeyValueIterator<String, ItemCompleted> entries = results.range(jobId + "/", jobId + "0")) {
            entries.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
    }
}
