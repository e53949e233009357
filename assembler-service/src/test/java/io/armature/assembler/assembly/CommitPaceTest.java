package io.armature.assembler.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long BETWEEN = CommitPace.BETWEEN.toMillis();

    private final CommitPace pace = new CommitPace();

    @Test
    void anEndThatComesAloneIsCommittedAtOnce() {
        pace.owe();

        assertThat(pace.isDue(1_000)).isTrue();
    }

    @Test
    void withoutAnEndNothingIsDue() {
        pace.owe();
        pace.isDue(1_000);

        assertThat(pace.isDue(1_000 + 10 * BETWEEN)).isFalse();
    }

    @Test
    void endsThatFollowCloselyShareTheNextCommit() {
        pace.owe();
        pace.isDue(1_000);
        pace.owe();
        pace.owe();

        assertThat(pace.isDue(1_000 + BETWEEN - 1)).isFalse();
        assertThat(pace.isDue(1_000 + BETWEEN)).isTrue();
        assertThat(pace.isDue(1_000 + 3 * BETWEEN)).isFalse();
    }
}
