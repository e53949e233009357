package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerPropertiesTest {
    private static final InFlightSettings SETTINGS = InFlightSettings.of("topic", "group");

    @Test
    void whatTheGuaranteeRestsOnCannotBeConfiguredAway() {
        assertThat(ConsumerProperties.of(
                        SETTINGS,
                        Map.of(
                                "enable.auto.commit", "true",
                                "isolation.level", "read_uncommitted",
                                "auto.offset.reset", "latest",
                                "group.protocol", "classic",
                                "session.timeout.ms", "6000",
                                "client.id", "mine")))
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("group.protocol", "consumer")
                .containsEntry("max.poll.records", "256")
                .containsEntry("client.id", "mine")
                .doesNotContainKey("session.timeout.ms");
    }

    @Test
    void oneFetchIsNoLargerThanTheWindow() {
        assertThat(ConsumerProperties.of(bytes(1 << 20), Map.of())).containsEntry("fetch.max.bytes", "1048576");
        assertThat(ConsumerProperties.of(bytes(1 << 20), Map.of("fetch.max.bytes", "4096")))
                .containsEntry("fetch.max.bytes", "4096");
    }

    @Test
    void aDrainCannotCostThePlaceInTheGroup() {
        assertThat(ConsumerProperties.of(SETTINGS.withDrain(Duration.ofMinutes(10)), Map.of()))
                .containsEntry("max.poll.interval.ms", "660000");
    }

    @Test
    void settingsOutOfRangeSayWhatToUse() {
        assertThatThrownBy(() -> SETTINGS.withWindow(501))
                .hasMessage("window of consuming topic is 501; use 1 to 500 records");
        assertThatThrownBy(() -> bytes(0)).hasMessage("windowBytes of consuming topic is 0; use 1 byte or more");
        assertThatThrownBy(() -> SETTINGS.withDrain(Duration.ofSeconds(-1)))
                .hasMessage("drain of consuming topic is PT-1S; use PT0S to PT1H");
        assertThatThrownBy(() -> Handled.again(Duration.ofSeconds(-1), "why"))
                .hasMessage("the delay is PT-1S; use PT0S or more");
    }

    private static InFlightSettings bytes(long windowBytes) {
        return new InFlightSettings(
                "topic",
                "group",
                1,
                windowBytes,
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofMillis(1));
    }
}
