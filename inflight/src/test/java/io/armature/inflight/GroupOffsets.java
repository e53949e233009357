package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.CompletedOffsets.Progress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a broker keeps of a group, and the judge of it: it knows which records exist and which were really done, and
 * refuses what must not be. Safe for any thread.
 */
class GroupOffsets {
    private final Map<TopicPartition, List<Long>> logs;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<TopicPartition, Set<Long>> finished = new HashMap<>();
    private final Map<TopicPartition, Set<Long>> committedAsDone =
            new TreeMap<>((a, b) -> a.partition() - b.partition());

    GroupOffsets(Map<TopicPartition, List<Long>> logs) {
        this.logs = logs;
        logs.keySet().forEach(name -> {
            finished.put(name, new HashSet<>());
            committedAsDone.put(name, new HashSet<>());
        });
    }

    synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(committed);
        known.keySet().retainAll(of);
        return known;
    }

    /** Takes a commit: it may name nothing as done that is not, and must not take back what it once named. */
    synchronized void commit(Map<TopicPartition, OffsetAndMetadata> commits) {
        commits.forEach((name, commit) -> {
            Set<Long> done = namedAsDone(name, commit);
            assertThat(finished.get(name)).as("done, when named as done").containsAll(done);
            assertThat(done).as("named as done still").containsAll(committedAsDone.get(name));
            committed.put(name, commit);
            committedAsDone.put(name, done);
        });
    }

    /** A record is being handled: never one that was committed as done. */
    synchronized void handling(TopicPartition name, long offset) {
        assertThat(committedAsDone.get(name)).as("not to be handled again").doesNotContain(offset);
    }

    synchronized void finished(TopicPartition name, long offset) {
        finished.get(name).add(offset);
    }

    synchronized boolean isAllFinished() {
        return logs.entrySet().stream()
                .allMatch(log -> finished.get(log.getKey()).containsAll(log.getValue()));
    }

    synchronized boolean isAllCommittedAsDone() {
        return logs.entrySet().stream()
                .allMatch(log -> committedAsDone.get(log.getKey()).containsAll(log.getValue()));
    }

    /** Where a new owner begins to poll. */
    synchronized List<Long> leftToPoll(TopicPartition name) {
        long from = committed.containsKey(name) ? committed.get(name).offset() : 0;
        return logs.get(name).stream().filter(offset -> offset >= from).toList();
    }

    private Set<Long> namedAsDone(TopicPartition name, OffsetAndMetadata commit) {
        Progress progress =
                CommitMetadata.read(commit.offset(), commit.metadata()).orElseThrow();
        return logs.get(name).stream()
                .filter(offset ->
                        offset < progress.next() && !progress.notDone().contains(offset))
                .collect(Collectors.toSet());
    }
}
