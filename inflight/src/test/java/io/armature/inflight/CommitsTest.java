package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.CompletedOffsets.Progress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.junit.jupiter.api.Test;

/** Commits that fail lose nothing, and are made again. */
class CommitsTest {
    private static final TopicPartition NAME = new TopicPartition("topic", 0);
    private static final InFlightSettings SETTINGS = InFlightSettings.of("topic", "group");
    private static final List<Long> LOG = LongStream.range(0, 400).boxed().toList();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GroupOffsets group = new GroupOffsets(Map.of(NAME, LOG));
    private final ScriptedConsumer kafka = new ScriptedConsumer(group);
    private final Commits commits = new Commits(
            SETTINGS, kafka.consumer(), new InFlightMetrics(meters, SETTINGS, new Window(SETTINGS, () -> {})));
    private final Partition partition = new Partition(NAME, Progress.startingAt(0), Companion.NONE);
    private final Map<TopicPartition, Partition> partitions = Map.of(NAME, partition);

    @Test
    void whatAFailedCommitHeldIsInTheNext() {
        pollAll();
        done(0);
        kafka.failNext(new DisconnectException("the broker went away"));
        commits.later(partitions);
        kafka.answerOldest();
        assertThat(meters.get("inflight.commit.failures").counter().count()).isEqualTo(1);
        assertThat(group.leftToPoll(NAME)).startsWith(0L);

        commits.later(partitions);
        kafka.answerOldest();
        assertThat(group.leftToPoll(NAME)).startsWith(1L);
        assertThat(meters.get("inflight.commit").timer().count()).isEqualTo(1);
    }

    @Test
    void aSecondCommitWaitsUntilTheFirstIsAnswered() {
        pollAll();
        done(0);
        commits.later(partitions);
        done(1);
        commits.later(partitions);
        assertThat(kafka.tried()).hasSize(1);
        kafka.answerOldest();
        commits.later(partitions);
        kafka.answerOldest();
        assertThat(group.leftToPoll(NAME)).startsWith(2L);
    }

    @Test
    void whatHasNotChangedIsNotCommittedAgain() {
        pollAll();
        done(0);
        assertThat(commits.now(partitions, Duration.ofSeconds(1))).isTrue();
        assertThat(commits.now(partitions, Duration.ofSeconds(1))).isTrue();
        commits.later(partitions);
        assertThat(kafka.tried()).hasSize(1);
    }

    @Test
    void aCommitThatFailsAtTheEndSaysSo() {
        pollAll();
        done(0);
        kafka.failNext(new DisconnectException("the broker went away"));
        assertThat(commits.now(partitions, Duration.ofSeconds(1))).isFalse();
        assertThat(meters.get("inflight.commit.failures").counter().count()).isEqualTo(1);
    }

    @Test
    void aBrokerThatTakesLessMetadataGetsLessAndTheCommittedOffsetAllTheSame() {
        pollAll();
        done(0);
        LongStream.range(1, 400).filter(offset -> offset % 2 == 0).forEach(this::done);
        kafka.failNext(new OffsetMetadataTooLarge("too large"));
        assertThat(commits.now(partitions, Duration.ofSeconds(1))).isTrue();
        assertThat(group.leftToPoll(NAME)).startsWith(1L);
        assertThat(kafka.tried()).hasSize(2);
        assertThat(kafka.tried().getLast().get(NAME).metadata()).hasSizeLessThanOrEqualTo(2_048);
    }

    private void pollAll() {
        LOG.forEach(offset -> partition.polled(Logs.record(NAME, offset)));
    }

    private void done(long offset) {
        group.finished(NAME, offset);
        partition.done(offset);
    }
}
