package io.armature.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Sample.of(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
        assertThat(Sample.of(List.of(9.0, 1.0, 5.0, 6.0)).median()).isEqualTo(5.5);
    }

    @Test
    void aPercentileIsAValueThatWasMeasured() {
        List<Double> oneToTwenty = java.util.stream.IntStream.rangeClosed(1, 20)
                .mapToObj(i -> (double) i)
                .toList();
        assertThat(Sample.of(oneToTwenty).percentile(95)).isEqualTo(19);
        assertThat(Sample.of(oneToTwenty).percentile(99)).isEqualTo(20);
        assertThat(Sample.of(List.of(7.0)).percentile(95)).isEqualTo(7);
    }

    @Test
    void nothingMeasuredIsAnError() {
        assertThatThrownBy(() -> Sample.of(List.of())).hasMessage("nothing was measured");
    }
}
