package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.CompletedOffsets.Progress;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Completion in any order, offsets with gaps. */
class CompletedOffsetsTest {
    @Property(tries = 300)
    void whatIsCommittedNeverPassesWorkThatIsNotDone(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int records) {
        Random random = new Random(seed);
        CompletedOffsets offsets = new CompletedOffsets(0);
        List<Long> polled = Logs.withGaps(random, records);
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
}
