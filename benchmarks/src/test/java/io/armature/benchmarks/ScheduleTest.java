package io.armature.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void withRoomForAllTheLongestItemDecides() {
        assertThat(new Schedule(800, List.of(100.0, 900.0, 300.0), 256).longestFirstMs())
                .isCloseTo(1_700, within(1e-9));
    }

    @Test
    void whatDoesNotFitWaitsForAPlace() {
        assertThat(new Schedule(0, Collections.nCopies(10, 100.0), 4).longestFirstMs())
                .isCloseTo(300, within(1e-9));
    }

    @Test
    void theLongestStartFirst() {
        assertThat(new Schedule(0, List.of(1.0, 1.0, 1.0, 3.0), 2).longestFirstMs())
                .isCloseTo(3, within(1e-9));
    }

    @Test
    void whoDoesNotKnowTheLatenciesTakesTheItemsAsTheyCome() {
        assertThat(new Schedule(0, List.of(1.0, 1.0, 1.0, 3.0), 2).inOrderMs()).isCloseTo(4, within(1e-9));
    }

    @Test
    void aScheduleNeedsAPlace() {
        assertThatThrownBy(() -> new Schedule(0, List.of(), 0)).hasMessageContaining("at least one place");
    }
}
