package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.CompletedOffsets.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A commit's metadata: reads back as it was written, is cut where it does not fit, and is believed only when whole. */
class CommitMetadataTest {
    private static final int MOST_OPEN = 2 * InFlightSettings.MAX_WINDOW;

    @Property(tries = 300)
    void withEveryOpenOffsetOfTheLargestWindowItReadsBackAsItWas(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = MOST_OPEN) int open) {
        Progress progress = progress(new Random(seed), open, 100);
        String text = CommitMetadata.write(progress, CommitMetadata.MOST_CHARACTERS);
        assertThat(text.length()).isLessThan(3_000);
        assertThat(CommitMetadata.read(progress.prefix(), text)).contains(progress);
    }

    @Property(tries = 300)
    void whereItDoesNotFitOnlyTheFurthestCompletedOffsetsAreForgotten(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = MOST_OPEN) int open,
            @ForAll @IntRange(min = 0, max = 4_096) int most) {
        Progress progress = progress(new Random(seed), open, CommitMetadata.MAX_SPAN / open);
        String text = CommitMetadata.write(progress, most);
        assertThat(text.length()).isLessThanOrEqualTo(most);
        Progress kept = CommitMetadata.read(progress.prefix(), text).orElseThrow();
        assertThat(kept.prefix()).isEqualTo(progress.prefix());
        assertThat(kept.next()).isLessThanOrEqualTo(progress.next());
        assertThat(kept.notDone())
                .isEqualTo(progress.notDone().stream()
                        .filter(offset -> offset < kept.next())
                        .toList());
    }

    @Property(tries = 300)
    void atAnotherOffsetThanItWasWrittenForItIsNotBelieved(
            @ForAll long seed, @ForAll @LongRange(min = 0, max = 1L << 41) long other) {
        Progress progress = progress(new Random(seed), 10, 10);
        String text = CommitMetadata.write(progress, CommitMetadata.MOST_CHARACTERS);
        if (other != progress.prefix()) {
            assertThat(CommitMetadata.read(other, text)).isEmpty();
        }
    }

    @Property(tries = 300)
    void withOneCharacterChangedItIsNotBelieved(@ForAll long seed) {
        Random random = new Random(seed);
        Progress progress = progress(random, 20, 50);
        String text = CommitMetadata.write(progress, CommitMetadata.MOST_CHARACTERS);
        int at = random.nextInt(text.length());
        char other = text.charAt(at) == 'A' ? 'B' : 'A';
        String changed = text.substring(0, at) + other + text.substring(at + 1);
        // The last character may hold bits that mean nothing; what is read is then the same.
        CommitMetadata.read(progress.prefix(), changed)
                .ifPresent(read -> assertThat(read).isEqualTo(progress));
    }

    @Property(tries = 500)
    void foreignTextIsNoReasonToFail(@ForAll String text) {
        assertThat(CommitMetadata.read(5, "armature1:" + text)).isEmpty();
        if (!text.isEmpty()) {
            assertThat(CommitMetadata.read(5, text)).isEmpty();
        }
    }

    @Test
    void aCommitWithoutTextSaysThatNothingBeyondItsOffsetIsDone() {
        assertThat(CommitMetadata.read(5, "")).contains(Progress.startingAt(5));
    }

    private static Progress progress(Random random, int open, long furthestApart) {
        long prefix = random.nextLong(1L << 40);
        List<Long> notDone = new ArrayList<>();
        long at = prefix;
        for (int i = 0; i < open; i++) {
            notDone.add(at);
            at += 1 + random.nextLong(furthestApart);
        }
        return new Progress(prefix, at, notDone);
    }
}
