package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.CompletedOffsets.Progress;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompanionPositionTest {
    private static final Progress SOME = new Progress(5, 20, List.of(5L, 9L));
    private static final OptionalLong AT = OptionalLong.of(123_456_789_012L);

    @Test
    void thePositionAndTheProgressAreReadBack() {
        String text = CompanionPosition.write(SOME, AT, CommitMetadata.MOST_CHARACTERS);
        assertThat(CompanionPosition.read(text)).isEqualTo(AT);
        assertThat(CommitMetadata.read(5, CompanionPosition.without(text))).contains(SOME);
    }

    @Test
    void aCommitWithNothingDoneAheadStillTellsThePosition() {
        String text = CompanionPosition.write(Progress.startingAt(7), AT, CommitMetadata.MOST_CHARACTERS);
        assertThat(CompanionPosition.read(text)).isEqualTo(AT);
        assertThat(CommitMetadata.read(7, CompanionPosition.without(text))).contains(Progress.startingAt(7));
    }

    @Test
    void withoutAPositionNothingIsAdded() {
        String text = CompanionPosition.write(SOME, OptionalLong.empty(), CommitMetadata.MOST_CHARACTERS);
        assertThat(text).isEqualTo(CommitMetadata.write(SOME, CommitMetadata.MOST_CHARACTERS));
        assertThat(CompanionPosition.read(text)).isEmpty();
    }

    @Test
    void theLongestCommitFits() {
        List<Long> open =
                LongStream.range(0, 1_000).map(i -> i * 1_000_000).boxed().toList();
        Progress wide = new Progress(0, 1_000_000_000, open);
        String text = CompanionPosition.write(wide, OptionalLong.of(999_999_999_999_999_999L), 1_000);
        assertThat(text).hasSizeLessThanOrEqualTo(1_000);
        assertThat(CompanionPosition.read(text)).isPresent();
    }

    @Test
    void whatIsNoNumberIsNoPosition() {
        assertThat(CompanionPosition.read("armature1:AAA@x")).isEmpty();
        assertThat(CompanionPosition.read("@")).isEmpty();
        assertThat(CompanionPosition.read("@9999999999999999999999")).isEmpty();
        assertThat(CompanionPosition.read("12")).isEmpty();
    }
}
