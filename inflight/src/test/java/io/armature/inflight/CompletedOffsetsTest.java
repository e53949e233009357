package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.CompletedOffsets.Progress;
import java.util.ArrayList;
import java.util.Collections;
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

/** Completion in any order, crashes at any moment, offsets with gaps: seen from what was committed. */
class CompletedOffsetsTest {
    @Property(tries = 300)
    void whatIsCommittedNeverPassesWorkThatIsNotDone(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int records) {
        Random random = new Random(seed);
        CompletedOffsets offsets = new CompletedOffsets(0);
        List<Long> polled = withGaps(random, records);
        polled.forEach(offsets::add);
        Set<Long> open = new HashSet<>(polled);
        Collections.shuffle(polled, random);
        for (long offset : polled.subList(0, random.nextInt(records + 1))) {
            offsets.done(offset);
            open.remove(offset);
            Progress progress = offsets.progress();
            assertThat(progress.notDone()).containsExactlyInAnyOrderElementsOf(open);
            assertThat(open).allMatch(notDone -> notDone >= progress.prefix() && notDone < progress.next());
        }
    }

    @Property(tries = 300)
    void theCommitReadsBackAsItWasAndFitsTheBrokersBound(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000) int open) {
        Random random = new Random(seed);
        long prefix = random.nextLong(1L << 40);
        List<Long> notDone = new ArrayList<>();
        long at = prefix;
        long most = (CommitMetadata.MAX_SPAN - 1) / open;
        for (int i = 0; i < open; i++) {
            notDone.add(at);
            at += 1 + random.nextLong(most);
        }
        Progress progress = new Progress(prefix, at, notDone);
        String text = CommitMetadata.write(progress, CommitMetadata.MOST_CHARACTERS);
        assertThat(text.length()).isLessThanOrEqualTo(4_096);
        assertThat(CommitMetadata.read(prefix, text)).contains(progress);
    }

    @Property(tries = 500)
    void damagedOrForeignMetadataIsNoReasonToFail(@ForAll String text) {
        assertThat(CommitMetadata.read(5, text))
                .satisfiesAnyOf(
                        read -> assertThat(read).isEmpty(),
                        read -> assertThat(read.orElseThrow().prefix()).isEqualTo(5));
        assertThat(CommitMetadata.read(5, "armature1:" + text))
                .satisfiesAnyOf(
                        read -> assertThat(read).isEmpty(),
                        read -> assertThat(read.orElseThrow().prefix()).isEqualTo(5));
    }

    /**
     * Owners come and go; each takes over from the last commit, however late it is in polling again what was polled
     * before.
     */
    @Property(tries = 300)
    void overAnyNumberOfCrashesNothingIsLostAndWhatWasCommittedIsNeverHandledAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int records) {
        Random random = new Random(seed);
        List<Long> log = withGaps(random, records);
        Set<Long> handled = new HashSet<>();
        Set<Long> committedAsDone = new HashSet<>();
        OffsetAndMetadata committed = new OffsetAndMetadata(0, "");
        while (!handled.containsAll(log) || committed.offset() <= log.getLast()) {
            Partition partition = new Partition(CommitMetadata.read(committed.offset(), committed.metadata())
                    .orElseThrow());
            long from = committed.offset();
            List<Long> inFlight = new ArrayList<>();
            Set<Long> doneHere = new HashSet<>();
            int steps = 1 + random.nextInt(3 * records);
            List<Long> toPoll = new ArrayList<>(
                    log.stream().filter(offset -> offset >= from).toList());
            for (int i = 0; i < steps; i++) {
                if (!toPoll.isEmpty() && random.nextBoolean()) {
                    long offset = toPoll.removeFirst();
                    switch (partition.polled(record(offset))) {
                        case COMPLETED_BEFORE -> assertThat(committedAsDone).contains(offset);
                        case FIRST, REDONE -> {
                            assertThat(committedAsDone).doesNotContain(offset);
                            inFlight.add(offset);
                        }
                    }
                } else if (!inFlight.isEmpty() && random.nextInt(4) > 0) {
                    long offset = inFlight.remove(random.nextInt(inFlight.size()));
                    handled.add(offset);
                    doneHere.add(offset);
                    partition.done(offset);
                } else {
                    OffsetAndMetadata now = partition.toCommit(CommitMetadata.MOST_CHARACTERS);
                    if (now != null) {
                        partition.committed(now);
                        committed = now;
                        committedAsDone.addAll(doneHere);
                    }
                }
                assertThat(committed.offset()).isLessThanOrEqualTo(firstMissing(log, handled));
            }
        }
        assertThat(handled).containsExactlyInAnyOrderElementsOf(log);
    }

    private static long firstMissing(List<Long> log, Set<Long> handled) {
        return log.stream()
                .filter(offset -> !handled.contains(offset))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("topic", 0, offset, new byte[0], new byte[0]);
    }

    private static List<Long> withGaps(Random random, int records) {
        List<Long> offsets = new ArrayList<>();
        long at = 0;
        Map<Long, Boolean> seen = new HashMap<>();
        for (int i = 0; i < records; i++) {
            at += 1 + (random.nextInt(5) == 0 ? random.nextInt(4) : 0);
            offsets.add(at);
            seen.put(at, true);
        }
        assertThat(seen).hasSize(records);
        return offsets;
    }
}
