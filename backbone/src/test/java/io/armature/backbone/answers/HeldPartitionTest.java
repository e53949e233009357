package io.armature.backbone.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.events.AnswerKind;
import io.armature.events.AnswerRecorded;
import io.armature.inflight.Companion;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Records 0 to 4 of the partition were done when it was taken on; its answers were to be read from 100. */
class HeldPartitionTest {
    private final HeldPartition partition =
            new HeldPartition(new Companion.Start(OptionalLong.of(100), offset -> offset < 5));

    @Test
    void untilTheAnswersAreReadThePositionIsTheOneThatWasCommitted() {
        partition.found(answerFor(7), 130);
        assertThat(partition.position()).hasValue(100);
    }

    @Test
    void onceTheyAreReadThePositionIsThatOfTheFirstAnswerStillNeeded() throws Exception {
        partition.found(answerFor(3), 110);
        partition.found(answerFor(7), 130);
        partition.found(answerFor(6), 140);
        partition.readTo(200);
        assertThat(partition.position()).hasValue(130);
        assertThat(partition.of(7)).hasSize(1);
        assertThat(partition.of(3)).as("it was done before").isEmpty();
    }

    @Test
    void whatIsDoneIsNeededNoMore() {
        partition.found(answerFor(7), 130);
        partition.found(answerFor(6), 140);
        partition.readTo(200);
        partition.done(7);
        assertThat(partition.position()).hasValue(140);
        partition.done(6);
        assertThat(partition.position()).hasValue(200);
    }

    @Test
    void anAnswerThatIsBeingWrittenIsNotPassedBy() throws Exception {
        partition.readTo(200);
        partition.writing(8);
        partition.writing(9);
        partition.written(answerFor(9), 201);
        assertThat(partition.position()).hasValue(200);
        partition.done(9);
        assertThat(partition.position())
                .as("that of 8 may have been written at 200")
                .hasValue(200);
        partition.written(answerFor(8), 200);
        assertThat(partition.of(8)).hasSize(1);
        partition.done(8);
        assertThat(partition.position()).hasValue(202);
    }

    @Test
    void whoeverWaitsForTheAnswersOfAPartitionThatIsTakenAwayIsInterrupted() {
        partition.release();
        assertThatThrownBy(() -> partition.of(7)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void withoutACommitThePositionIsUnknownUntilTheAnswersAreRead() {
        HeldPartition fresh = new HeldPartition(new Companion.Start(OptionalLong.empty(), offset -> false));
        assertThat(fresh.position()).isEmpty();
        fresh.readTo(0);
        assertThat(fresh.position()).hasValue(0);
    }

    private static AnswerRecorded answerFor(long offset) {
        return AnswerRecorded.newBuilder()
                .setJobId("job")
                .setPartition(0)
                .setOffset(offset)
                .setKind(AnswerKind.ANSWERED)
                .setTier(0)
                .setStartedAt(Instant.EPOCH)
                .build();
    }
}
