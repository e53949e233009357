package io.armature.assembler.assembly;

import io.armature.assembler.job.Bills;
import io.armature.assembler.job.ItemState;
import io.armature.assembler.job.Job;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemRequested;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The state of the plans of one partition: headers and items in separate entries. */
final class PlanState {
    private static final byte[] NOTHING = {};
    /** Headers kept decoded, of one partition; less than a kilobyte each. */
    private static final int MOST_LATELY = 500;

    private final WritableEntries<Job> jobs;
    private final WritableEntries<PlanAccepted> requests;
    private final WritableEntries<SkeletonCreated> skeletons;
    private final WritableEntries<ItemCompleted> results;
    private final WritableEntries<ItemEscalated> escalations;
    private final HeldStore held;
    private final RepairStore repairs;
    private final WritableEntries<PlanCompleted> ended;
    private final KeptDocuments documents;
    private final WritableEntries<byte[]> newest;
    private final DueIndex due;
    /** As in the store, of which this is the only writer: a header is asked for with each event of its plan. */
    private final Map<String, Job> lately = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Job> eldest) {
            return size() > MOST_LATELY;
        }
    };

    PlanState(ProcessorContext<?, ?> context, Tables tables) {
        KeyValueStore<String, byte[]> plans = context.getStateStore(Stores.PLANS);
        jobs = tables.jobs().in(plans);
        requests = tables.requests().in(plans);
        skeletons = tables.skeletons().in(plans);
        results = tables.results().in(plans);
        escalations = tables.escalations().in(plans);
        held = new HeldStore(Tables.HELD.in(plans));
        repairs = new RepairStore(Tables.REPAIRS.in(plans));
        ended = tables.ended().in(plans);
        documents = new KeptDocuments(context.getStateStore(Stores.DOCUMENTS));
        newest = Tables.NEWEST.in(plans);
        due = new DueIndex(Tables.DUE.in(plans));
    }

    DueIndex due() {
        return due;
    }

    HeldStore held() {
        return held;
    }

    RepairStore repairs() {
        return repairs;
    }

    Optional<Job> find(String jobId) {
        Job known = lately.get(jobId);
        return known == null ? Optional.ofNullable(jobs.get(jobId)) : Optional.of(known);
    }

    /** Plans that have not ended; reads them all, so ask at the start only. */
    int open() {
        int count = 0;
        try (KeyValueIterator<String, PlanAccepted> open = requests.all()) {
            for (; open.hasNext(); open.next()) {
                count++;
            }
        }
        return count;
    }

    void put(Job job) {
        jobs.put(job.jobId(), job);
        lately.put(job.jobId(), job);
    }

    /** From here on the plan is listed. */
    void list(Job job) {
        newest.put(Stores.newestKey(job.request().requestedAt(), job.jobId()), NOTHING);
    }

    void put(PlanAccepted request) {
        requests.put(request.getJobId(), request);
    }

    void put(SkeletonCreated skeleton) {
        skeletons.put(skeleton.getJobId(), skeleton);
    }

    void put(ItemCompleted result) {
        results.put(Stores.itemKey(result.getJobId(), result.getPlanningId(), result.getItemId()), result);
    }

    /** Keeps what is asked of it later, its attempts, and neither prompt data nor the last answer. */
    void put(ItemEscalated escalation) {
        ItemRequested request = ItemRequested.newBuilder(escalation.getRequest())
                .setSpec("")
                .setInput("")
                .setHeader("")
                .setResults(null)
                .setCandidates(null)
                .setRepair(null)
                .build();
        escalations.put(
                Stores.itemKey(request.getJobId(), request.getPlanningId(), request.getItemId()),
                ItemEscalated.newBuilder(escalation)
                        .setRequest(request)
                        .setLastAnswer(null)
                        .build());
    }

    Optional<PlanAccepted> request(String jobId) {
        return Optional.ofNullable(requests.get(jobId));
    }

    Optional<SkeletonCreated> skeleton(String jobId) {
        return Optional.ofNullable(skeletons.get(jobId));
    }

    ItemState item(String jobId, String planningId, String itemId) {
        return item(Stores.itemKey(jobId, planningId, itemId), true);
    }

    /** The same, for less where the plan has no escalations: looking for one in vain costs as much as finding it. */
    ItemState item(Job job, String planningId, String itemId) {
        return item(Stores.itemKey(job.jobId(), planningId, itemId), job.mayHaveEscalations());
    }

    private ItemState item(String key, boolean mayBeEscalated) {
        ItemCompleted result = results.get(key);
        return state(result, mayBeEscalated ? escalations.get(key) : null, result == null ? 0 : repairs.round(key));
    }

    /** The skeleton of a plan, and everything known of its items. */
    PlannedItems planned(Job job) {
        SkeletonCreated skeleton = skeleton(job.jobId()).orElseThrow();
        return new PlannedItems(skeleton, items(job.jobId(), skeleton.getPlanningId()));
    }

    /** Everything known of the items of one planning, by item id. */
    Map<String, ItemState> items(String jobId, String planningId) {
        String from = Stores.itemsOf(jobId, planningId);
        Map<String, ItemEscalated> escalated = read(escalations, from);
        Map<String, Integer> rounds = repairs.of(jobId, planningId);
        Map<String, ItemState> items = new LinkedHashMap<>();
        read(results, from)
                .forEach(
                        (id, result) -> items.put(id, state(result, escalated.remove(id), rounds.getOrDefault(id, 0))));
        escalated.forEach((id, escalation) -> items.put(id, state(null, escalation, 0)));
        return items;
    }

    static ItemState state(@Nullable ItemCompleted result, @Nullable ItemEscalated escalation, int round) {
        List<Attempt> attempts = Bills.merged(
                escalation == null ? List.of() : escalation.getAttempts(),
                result == null ? List.of() : result.getAttempts());
        // The result of an escalated item may come before its escalation, which makes a detour.
        return new ItemState(result, attempts, escalation != null || (result != null && result.getTier() > 0), round);
    }

    /**
     * The plan has ended: only its header and last event stay, and its document.
     *
     * @param apart the document, where the event refers to it
     */
    void end(Job job, PlanCompleted last, Optional<byte[]> apart) {
        put(job);
        ended.put(job.jobId(), last);
        apart.ifPresent(document -> documents.put(job.jobId(), document));
        forgetWork(job.jobId());
    }

    /** Only that the plan has ended, and how, is known from here on, unless its last event refers to what is here. */
    void dropEnd(Job job) {
        PlanCompleted last = ended.get(job.jobId());
        if (last != null && last.getDocumentReference() == null) {
            ended.delete(job.jobId());
        }
    }

    void forget(Job job) {
        forgetWork(job.jobId());
        jobs.delete(job.jobId());
        lately.remove(job.jobId());
        ended.delete(job.jobId());
        documents.delete(job.jobId());
        newest.delete(Stores.newestKey(job.request().requestedAt(), job.jobId()));
    }

    private void forgetWork(String jobId) {
        requests.delete(jobId);
        skeletons.delete(jobId);
        String items = Stores.itemsOf(jobId);
        results.deleteUnder(items);
        escalations.deleteUnder(items);
        held.entries().deleteUnder(items);
        repairs.entries().deleteUnder(items);
    }

    private static <V> Map<String, V> read(Entries<V> entries, String from) {
        Map<String, V> found = new LinkedHashMap<>();
        try (KeyValueIterator<String, V> those = entries.under(from)) {
            those.forEachRemaining(entry -> found.put(entry.key.substring(from.length()), entry.value));
        }
        return found;
    }
}
