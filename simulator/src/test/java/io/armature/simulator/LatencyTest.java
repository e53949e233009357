package io.armature.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class LatencyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    800ms                   | 800ms
                    800                     | 800ms
                    200ms..1200ms           | 200ms..1200ms
                    0.5 .. 2                | 0.5ms..2ms
                    lognormal(500ms, 0.6)   | lognormal(500ms, 0.6)
                    LogNormal( 500 , 1 )    | lognormal(500ms, 1.0)
                    """)
    void itsTextIsReadAndWritten(String text, String written) {
        Latency latency = Latency.parse(text);
        assertThat(latency).hasToString(written).isEqualTo(Latency.parse(written));
        assertThat(JsonMapper.shared().readValue(JsonMapper.shared().writeValueAsString(latency), Latency.class))
                .isEqualTo(latency);
    }

    @Test
    void aBareNumberInJsonIsMilliseconds() {
        assertThat(JsonMapper.shared().readValue("800", Latency.class)).isEqualTo(Latency.ofMillis(800));
        assertThat(JsonMapper.shared().readValue("0.5", Latency.class)).isEqualTo(Latency.parse("0.5ms"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5ms", "5s", "9ms..3ms", "lognormal(500ms)", "lognormal(5ms, 4)"})
    void whatIsNoLatencyIsRefused(String text) {
        assertThatThrownBy(() -> Latency.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).+");
    }

    @Test
    void aLognormalLatencyHasItsMedianAndItsSpread() {
        double[] logs = draws(Latency.parse("lognormal(500ms, 0.6)"))
                .map(Math::log)
                .sorted()
                .toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double spread = Math.sqrt(
                Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
        assertThat(Math.exp(logs[logs.length / 2])).isBetween(480.0, 520.0);
        assertThat(spread).isBetween(0.57, 0.63);
    }

    @Test
    void aUniformLatencyStaysBetweenItsBounds() {
        double[] sorted = draws(Latency.parse("200ms..1200ms")).sorted().toArray();
        assertThat(sorted[0]).isBetween(200.0, 210.0);
        assertThat(sorted[sorted.length - 1]).isBetween(1190.0, 1200.0);
        assertThat(sorted[sorted.length / 2]).isBetween(660.0, 740.0);
    }

    private static DoubleStream draws(Latency latency) {
        RandomGenerator random = new SplittableRandom(1);
        return DoubleStream.generate(() -> latency.draw(random).toNanos()
                        / (double) Duration.ofMillis(1).toNanos())
                .limit(10_000);
    }
}
