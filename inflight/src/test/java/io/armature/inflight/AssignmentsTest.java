package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Partitions taken on and given back; who is paused; what a log that changed under the group does. */
class AssignmentsTest {
    private static final TopicPartition ONE = new TopicPartition("topic", 0);
    private static final TopicPartition OTHER = new TopicPartition("topic", 1);
    private static final InFlightSettings SETTINGS =
            InFlightSettings.of("topic", "group").withDrain(Duration.ZERO);
    private static final List<Long> LOG = LongStream.range(0, 10).boxed().toList();

    private final GroupOffsets group =
            new GroupOffsets(Map.of(ONE, List.of(0L, 1L, 2L, CommitMetadata.MAX_SPAN), OTHER, LOG));
    private final ScriptedConsumer kafka = new ScriptedConsumer(group);
    private final Assignments assignments = new Assignments(
            SETTINGS,
            kafka.consumer(),
            new InFlightMetrics(new SimpleMeterRegistry(), SETTINGS, new Window(SETTINGS, () -> {})),
            Companion.NONE);

    @Test
    void aRecordOfAPartitionThatWasTakenAwayHasNoOwnerHere() {
        assignments.onPartitionsAssigned(List.of(ONE));
        assertThat(assignments.owner(Logs.record(OTHER, 0))).isEmpty();
        assignments.onPartitionsRevoked(List.of(ONE));
        assertThat(assignments.owner(Logs.record(ONE, 0))).isEmpty();
    }

    @Test
    void aFullWindowPausesAllPartitionsAndRoomResumesThem() {
        assignments.onPartitionsAssigned(List.of(ONE, OTHER));
        assignments.hold(true);
        assertThat(kafka.paused()).containsExactlyInAnyOrder(ONE, OTHER);
        assignments.hold(false);
        assertThat(kafka.paused()).isEmpty();
    }

    @Test
    void aPartitionWhoseSlowestRecordIsTooFarBehindWaitsForIt() {
        assignments.onPartitionsAssigned(List.of(ONE, OTHER));
        Partition slow = polled(ONE, 0);
        polled(ONE, CommitMetadata.MAX_SPAN);
        polled(OTHER, 0);
        assignments.hold(false);
        assertThat(kafka.paused()).containsExactly(ONE);
        finish(slow, ONE, 0);
        assignments.hold(false);
        assertThat(kafka.paused()).isEmpty();
    }

    @Test
    void givingBackOnePartitionCommitsWhatIsDoneInTheOthersToo() {
        assignments.onPartitionsAssigned(List.of(ONE, OTHER));
        finish(polled(ONE, 0), ONE, 0);
        finish(polled(OTHER, 0), OTHER, 0);
        assignments.onPartitionsRevoked(List.of(ONE));
        assertThat(group.leftToPoll(ONE)).startsWith(1L);
        assertThat(group.leftToPoll(OTHER)).startsWith(1L);
        assertThat(assignments.owner(Logs.record(OTHER, 1))).isPresent();
    }

    @Test
    void partitionsLostWithoutWarningAreNotCommitted() {
        assignments.onPartitionsAssigned(List.of(ONE));
        finish(polled(ONE, 0), ONE, 0);
        assignments.onPartitionsLost(List.of(ONE));
        assertThat(kafka.tried()).isEmpty();
    }

    @Test
    void metadataThatIsNotOursIsIgnoredAndTheCommittedOffsetHolds() {
        Map<TopicPartition, OffsetAndMetadata> foreign = Map.of(ONE, new OffsetAndMetadata(1, "somebody else's"));
        GroupOffsets other = new GroupOffsets(Map.of(ONE, LOG)) {
            @Override
            synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> of) {
                return foreign;
            }
        };
        Assignments taking = new Assignments(
                SETTINGS,
                new ScriptedConsumer(other).consumer(),
                new InFlightMetrics(new SimpleMeterRegistry(), SETTINGS, new Window(SETTINGS, () -> {})),
                Companion.NONE);
        taking.onPartitionsAssigned(List.of(ONE));
        assertThat(taking.owner(Logs.record(ONE, 1)).orElseThrow().polled(Logs.record(ONE, 1)))
                .isEqualTo(Partition.Turn.FIRST);
    }

    @Test
    void aLogThatWasSetBackIsConsumedFromWhereItBeginsAnew() {
        assignments.onPartitionsAssigned(List.of(ONE));
        polled(ONE, 2);
        Partition anew = polled(ONE, 0);
        finish(anew, ONE, 0);
        assignments.commitLater();
        kafka.answerOldest();
        assertThat(group.leftToPoll(ONE)).startsWith(1L);
    }

    private Partition polled(TopicPartition name, long offset) {
        Partition partition = assignments.owner(Logs.record(name, offset)).orElseThrow();
        assertThat(partition.polled(Logs.record(name, offset))).isEqualTo(Partition.Turn.FIRST);
        return partition;
    }

    private void finish(Partition partition, TopicPartition name, long offset) {
        group.finished(name, offset);
        partition.done(offset);
    }
}
