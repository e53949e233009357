package io.armature.assembler.status;

import io.armature.assembler.assembly.Assembly;
import io.armature.assembler.assembly.Stores;
import io.armature.assembler.job.Job;
import io.armature.events.ItemCompleted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.springframework.stereotype.Component;

/** Reads the state of plans that this process keeps. */
@Component
class PlanQueries {
    private final Assembly assembly;

    PlanQueries(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Who keeps a plan's state; empty while partitions move. */
    Optional<HostInfo> keeper(String jobId) {
        KeyQueryMetadata metadata = assembly.streams().queryMetadataForKey(Stores.JOBS, jobId, new StringSerializer());
        return metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)
                ? Optional.empty()
                : Optional.of(metadata.activeHost());
    }

    Optional<Job> job(String jobId) {
        return Optional.ofNullable(this.<Job>store(Stores.JOBS).get(jobId));
    }

    Optional<PlanCompleted> ended(String jobId) {
        return Optional.ofNullable(this.<PlanCompleted>store(Stores.ENDED).get(jobId));
    }

    Optional<SkeletonCreated> skeleton(String jobId) {
        return Optional.ofNullable(this.<SkeletonCreated>store(Stores.SKELETONS).get(jobId));
    }

    Optional<PlanAccepted> request(String jobId) {
        return Optional.ofNullable(this.<PlanAccepted>store(Stores.REQUESTS).get(jobId));
    }

    List<ItemCompleted> results(String jobId) {
        List<ItemCompleted> results = new ArrayList<>();
        try (KeyValueIterator<String, ItemCompleted> entries =
                this.<ItemCompleted>store(Stores.RESULTS).range(jobId + "/", jobId + "0")) {
            entries.forEachRemaining(entry -> results.add(entry.value));
        }
        return results;
    }

    /** The newest plans of this process. */
    List<Job> newest(int most) {
        List<Job> jobs = new ArrayList<>();
        try (KeyValueIterator<String, Job> entries =
                this.<Job>store(Stores.JOBS).all()) {
            entries.forEachRemaining(entry -> jobs.add(entry.value));
        }
        return jobs.stream()
                .sorted(Comparator.comparing(Job::requestedAt).reversed())
                .limit(most)
                .toList();
    }

    /** @throws InvalidStateStoreException while state is being restored or moves */
    private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
        return assembly.streams()
                .store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore()));
    }
}
