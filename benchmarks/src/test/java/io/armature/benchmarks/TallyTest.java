package io.armature.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void plansThatEndOnceAreWellWhateverElseEnded() {
        Tally tally = Tally.of(List.of("a", "b"), Map.of("a", 1, "b", 1, "of another run", 2), 0);

        assertThat(tally).isEqualTo(new Tally(2, 2, 0, 0, 0));
        assertThat(tally.isWell()).isTrue();
    }

    @Test
    void aLostPlanAndOneThatEndedTwiceAreCounted() {
        Tally tally = Tally.of(List.of("a", "b", "c"), Map.of("a", 1, "b", 2), 0);

        assertThat(tally).isEqualTo(new Tally(3, 1, 1, 1, 0));
        assertThat(tally.isWell()).isFalse();
    }

    @Test
    void anEndThatIsNotCompleteIsNotWell() {
        assertThat(Tally.of(List.of("a"), Map.of("a", 1), 1).isWell()).isFalse();
    }
}
