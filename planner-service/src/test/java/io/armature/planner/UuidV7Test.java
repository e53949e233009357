package io.armature.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidV7Test {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.123Z");

    @Test
    void itIsOfVersionSevenAndTheVariantOfTheRfc() {
        for (int i = 0; i < 1_000; i++) {
            UUID id = UuidV7.at(NOW);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    void itsFirst48BitsAreTheMilliseconds() {
        assertThat(UuidV7.at(NOW).getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        // The example of RFC 9562, A.6: 2022-02-22T19:22:22.000Z.
        assertThat(UuidV7.at(Instant.parse("2022-02-22T19:22:22Z")).toString()).startsWith("017f22e2-79b0-7");
    }

    @Test
    void laterOnesSortAfterEarlierOnes() {
        assertThat(UuidV7.at(NOW.plusMillis(1)).toString())
                .isGreaterThan(UuidV7.at(NOW).toString());
    }

    @Test
    void noTwoAreEqualEvenInOneMillisecond() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            ids.add(UuidV7.at(NOW));
        }
        assertThat(ids).hasSize(100_000);
    }
}
