package io.armature.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.worker.WorkerSettings.Lane;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class WorkerSettingsTest {
    @Test
    void aWorkerWithoutALaneDoesNotStart() {
        assertThatThrownBy(() -> new WorkerSettings(Set.of(), 256, Duration.ofSeconds(20), DataSize.ofMegabytes(32)))
                .hasMessageContaining("armature.worker.lanes")
                .hasMessageContaining("requested, fallback or both");
    }

    @Test
    void theWindowHasBounds() {
        for (int window : new int[] {0, -1, 501}) {
            assertThatThrownBy(() -> new WorkerSettings(
                            Set.of(Lane.REQUESTED), window, Duration.ofSeconds(20), DataSize.ofMegabytes(32)))
                    .hasMessageContaining("armature.worker.window is " + window)
                    .hasMessageContaining("use 1 to 500");
        }
    }

    @Test
    void theDrainHasBounds() {
        for (Duration drain : new Duration[] {Duration.ofSeconds(-1), Duration.ofMinutes(6)}) {
            assertThatThrownBy(() -> new WorkerSettings(Set.of(Lane.REQUESTED), 256, drain, DataSize.ofMegabytes(32)))
                    .hasMessageContaining("armature.worker.drain");
        }
    }
}
