package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;

/**
 * Some processes share some partitions, in any order of polls, completions, commits that come late, fail or are lost,
 * handovers, fencing and crashes. {@link GroupOffsets} judges every commit and every record that is begun.
 */
class OwnersPropertiesTest {
    private static final int PARTITIONS = 3;
    private static final int PROCESSES = 2;
    private static final InFlightSettings SETTINGS =
            InFlightSettings.of("topic", "group").withDrain(Duration.ZERO);

    @Property(tries = 200)
    void nothingIsLostAndNothingCommittedAsDoneIsBegunAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int records) {
        Random random = new Random(seed);
        Map<TopicPartition, List<Long>> logs = new HashMap<>();
        for (int i = 0; i < PARTITIONS; i++) {
            logs.put(new TopicPartition("topic", i), Logs.withGaps(random, records));
        }
        GroupOffsets group = new GroupOffsets(logs);
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            owners.add(new Owner(group, random));
        }
        logs.keySet().forEach(name -> any(owners, random).takesOn(Set.of(name)));

        for (int step = 0; step < 20 * records; step++) {
            Owner owner = any(owners, random);
            switch (random.nextInt(40)) {
                case 0 -> any(owners, random).takesOn(owner.givesBack());
                case 1 -> any(owners, random).takesOn(owner.isFenced());
                case 2 -> {
                    Set<TopicPartition> orphans = owner.isKilled();
                    owners.set(owners.indexOf(owner), new Owner(group, random));
                    any(owners, random).takesOn(orphans);
                }
                case 3 -> owner.kafka.failNext(new DisconnectException("the broker went away"));
                case 4 -> owner.kafka.loseNextAnswer();
                case 5, 6, 7, 8 -> owner.assignments.commitLater();
                case 9, 10, 11, 12 -> owner.kafka.answerOldest();
                default -> {
                    if (random.nextBoolean()) {
                        owner.polls();
                    } else {
                        owner.handlesOne();
                    }
                }
            }
        }

        // No more trouble: all ends well, and soon.
        for (int step = 0; step < 40 * PARTITIONS * records && !group.isAllCommittedAsDone(); step++) {
            owners.forEach(Owner::polls);
            owners.forEach(Owner::handlesOne);
            owners.forEach(Owner::settles);
        }
        assertThat(group.isAllFinished()).isTrue();
        assertThat(group.isAllCommittedAsDone()).isTrue();
    }

    private static Owner any(List<Owner> owners, Random random) {
        return owners.get(random.nextInt(owners.size()));
    }

    /** One process: what the poll thread and the threads of its records do, step by step. */
    private static final class Owner {
        private final GroupOffsets group;
        private final Random random;
        private final ScriptedConsumer kafka;
        private final Assignments assignments;
        private final Map<TopicPartition, List<Long>> toPoll = new HashMap<>();
        private final List<InHand> inHand = new ArrayList<>();
        private final List<InHand> begun = new ArrayList<>();

        Owner(GroupOffsets group, Random random) {
            this.group = group;
            this.random = random;
            kafka = new ScriptedConsumer(group);
            assignments = new Assignments(
                    SETTINGS,
                    kafka.consumer(),
                    new InFlightMetrics(new SimpleMeterRegistry(), SETTINGS, new Window(SETTINGS, () -> {})),
                    Companion.NONE);
        }

        private record InHand(TopicPartition name, long offset, Partition partition) {}

        void takesOn(Set<TopicPartition> names) {
            assignments.onPartitionsAssigned(names);
            names.forEach(name -> toPoll.put(name, new ArrayList<>(group.leftToPoll(name))));
        }

        void polls() {
            List<TopicPartition> waiting = toPoll.entrySet().stream()
                    .filter(entry -> !entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            if (waiting.isEmpty()) {
                return;
            }
            TopicPartition name = waiting.get(random.nextInt(waiting.size()));
            long offset = toPoll.get(name).removeFirst();
            ConsumerRecord<byte[], byte[]> record = Logs.record(name, offset);
            Partition partition = assignments.owner(record).orElseThrow();
            if (partition.polled(record) != Partition.Turn.COMPLETED_BEFORE) {
                inHand.add(new InHand(name, offset, partition));
            }
            if (random.nextBoolean()) {
                long next = toPoll.get(name).isEmpty()
                        ? offset + 3
                        : toPoll.get(name).getFirst();
                assignments.pollsNext(Map.of(name, new OffsetAndMetadata(next)));
            }
        }

        /**
         * Begins or ends the handling of a record; also of one whose partition is gone and that has not noticed yet.
         */
        void handlesOne() {
            if (!inHand.isEmpty() && random.nextBoolean()) {
                InHand record = inHand.remove(random.nextInt(inHand.size()));
                if (record.partition().started(record.offset(), new Thread())) {
                    group.handling(record.name(), record.offset());
                    begun.add(record);
                }
            } else if (!begun.isEmpty()) {
                InHand record = begun.remove(random.nextInt(begun.size()));
                group.finished(record.name(), record.offset());
                record.partition().done(record.offset());
                record.partition().left(record.offset());
            }
        }

        Set<TopicPartition> givesBack() {
            Set<TopicPartition> names = some();
            assignments.onPartitionsRevoked(names);
            return without(names);
        }

        Set<TopicPartition> isFenced() {
            Set<TopicPartition> names = Set.copyOf(toPoll.keySet());
            assignments.lost();
            kafka.isFenced();
            return without(names);
        }

        Set<TopicPartition> isKilled() {
            kafka.dies(random.nextBoolean());
            return Set.copyOf(toPoll.keySet());
        }

        void settles() {
            assignments.commitLater();
            kafka.answerOldest();
        }

        private Set<TopicPartition> some() {
            Set<TopicPartition> names = new HashSet<>(toPoll.keySet());
            names.removeIf(name -> random.nextBoolean());
            return names;
        }

        private Set<TopicPartition> without(Set<TopicPartition> names) {
            names.forEach(toPoll::remove);
            return names;
        }
    }
}
