package io.armature.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlatnessTest {
    @Test
    void whatGrewOnlyAtFirstIsFlat() {
        Flatness flatness = Flatness.of(List.of(100.0, 200.0, 290.0, 300.0, 301.0, 299.0, 302.0, 300.0, 303.0));

        assertThat(flatness).isEqualTo(new Flatness(300, 302));
        assertThat(flatness.isFlat()).isTrue();
    }

    @Test
    void whatGoesOnGrowingIsNot() {
        Flatness flatness = Flatness.of(List.of(1.0, 1.0, 100.0, 100.0, 106.0, 106.0));

        assertThat(flatness.growth()).isCloseTo(0.06, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(flatness.isFlat()).isFalse();
    }

    @Test
    void twoSamplesSayNothing() {
        assertThatThrownBy(() -> Flatness.of(List.of(1.0, 1.0))).hasMessageContaining("three samples at least, not 2");
    }
}
