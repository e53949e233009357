package io.armature.assembler.status;

import io.armature.assembler.assembly.Assembly;
import io.armature.assembler.assembly.Entries;
import io.armature.assembler.assembly.Stores;
import io.armature.assembler.assembly.Table;
import io.armature.assembler.assembly.Tables;
import io.armature.assembler.job.Job;
import io.armature.events.ItemCompleted;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import io.armature.topics.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.springframework.stereotype.Component;

/**
 * Reads the state of plans that this process keeps. Everything here throws {@link InvalidStateStoreException} while
 * state is being restored or moves to another process.
 */
@Component
class PlanQueries {
    private final Assembly assembly;

    PlanQueries(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Who keeps a plan's state; empty while partitions move. */
    Optional<HostInfo> keeper(String jobId) {
        KeyQueryMetadata metadata = assembly.streams().queryMetadataForKey(Stores.PLANS, jobId, new StringSerializer());
        return metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)
                ? Optional.empty()
                : Optional.of(metadata.activeHost());
    }

    /** Every process that keeps plans, this one among them. */
    List<HostInfo> keepers() {
        return assembly.streams().metadataForAllStreamsClients().stream()
                .filter(client -> !client.topicPartitions().isEmpty())
                .map(StreamsMetadata::hostInfo)
                .toList();
    }

    Optional<Job> job(String jobId) {
        return Optional.ofNullable(entries(assembly.tables().jobs()).get(jobId));
    }

    /** The last event of a plan; empty while it goes on, and when it ended longer ago than its document is kept. */
    Optional<PlanCompleted> ended(String jobId) {
        return Optional.ofNullable(entries(assembly.tables().ended()).get(jobId));
    }

    /** Writes the document that a plan's last event refers to. */
    void document(String jobId, OutputStream out) throws IOException {
        String from = Stores.itemsOf(jobId);
        try (KeyValueIterator<String, byte[]> pieces = store(Stores.DOCUMENTS).range(from, Stores.endOf(from))) {
            while (pieces.hasNext()) {
                out.write(pieces.next().value);
            }
        }
    }

    Optional<SkeletonCreated> skeleton(String jobId) {
        return Optional.ofNullable(entries(assembly.tables().skeletons()).get(jobId));
    }

    /** Results of an open plan so far, by item id: those of the planning that counts. */
    Map<String, ItemCompleted> results(Job job) {
        Map<String, ItemCompleted> results = new LinkedHashMap<>();
        if (job.planningId() != null) {
            String from = Stores.itemsOf(job.jobId(), job.planningId());
            try (KeyValueIterator<String, ItemCompleted> entries =
                    entries(assembly.tables().results()).under(from)) {
                entries.forEachRemaining(entry -> results.put(entry.value.getItemId(), entry.value));
            }
        }
        return results;
    }

    /** The newest plans of this process that were requested before then, the newest first. */
    List<Job> newest(Instant before, int most) {
        TreeSet<String> keys = new TreeSet<>();
        for (int partition : partitions()) {
            int left = most;
            try (KeyValueIterator<String, byte[]> entries = Tables.NEWEST
                    .in(assembly.streams().store(named(Stores.PLANS).withPartition(partition)))
                    .from(Stores.newestBefore(before))) {
                for (; left > 0 && entries.hasNext(); left--) {
                    keys.add(entries.next().key);
                }
            }
        }
        List<Job> jobs = new ArrayList<>();
        Entries<Job> headers = entries(assembly.tables().jobs());
        keys.stream()
                .limit(most)
                .forEach(key ->
                        Optional.ofNullable(headers.get(Stores.jobId(key))).ifPresent(jobs::add));
        return jobs;
    }

    private List<Integer> partitions() {
        return assembly.streams().metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(input -> input.topic().equals(Topic.PLAN_ACCEPTED.topicName()))
                .map(TopicPartition::partition)
                .distinct()
                .toList();
    }

    private <V> Entries<V> entries(Table<V> table) {
        return table.in(store(Stores.PLANS));
    }

    private ReadOnlyKeyValueStore<String, byte[]> store(String name) {
        return assembly.streams().store(named(name));
    }

    private static StoreQueryParameters<ReadOnlyKeyValueStore<String, byte[]>> named(String store) {
        return StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore());
    }
}
