package io.armature.backbone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.streams.Failures.Response;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Throwable OURS = new IllegalStateException("a bug");

    private final Failures failures = new Failures(Gone.class);

    @Test
    void theEleventhFailureOfOursWithinTenMinutesIsTheLast() {
        for (int i = 0; i < 10; i++) {
            assertThat(failures.on(OURS, NOON.plusSeconds(i))).isEqualTo(Response.TRY_AGAIN);
        }
        assertThat(failures.on(OURS, NOON.plusSeconds(600))).isEqualTo(Response.GIVE_UP);
    }

    @Test
    void oneThatLastsMayPassAndTheSecondIsTheLast() {
        assertThat(failures.on(new Gone(), NOON)).isEqualTo(Response.TRY_AGAIN);
        assertThat(failures.on(OURS, NOON.plusSeconds(1))).isEqualTo(Response.TRY_AGAIN);
        assertThat(failures.on(new Gone(), NOON.plusSeconds(10))).isEqualTo(Response.GIVE_UP);
    }

    @Test
    void failuresThatAreFartherApartAreNot() {
        for (int i = 0; i < 100; i++) {
            assertThat(failures.on(OURS, NOON.plusSeconds(i * 61L))).isEqualTo(Response.TRY_AGAIN);
        }
    }

    @Test
    void anOutageIsWaitedOutHoweverLongItTakes() {
        for (int i = 0; i < 100; i++) {
            assertThat(failures.on(new KafkaException("wrapped", new TimeoutException("the broker is away")), NOON))
                    .isEqualTo(Response.TRY_AGAIN);
        }
    }

    @Test
    void theNewestIsToldByItsRootInOneLineOfBoundedLength() {
        assertThat(failures.newest()).isEmpty();

        failures.on(new KafkaException("trace", new IllegalStateException("what happened\n\tat A.b")), NOON);
        assertThat(failures.newest()).contains("IllegalStateException: what happened");

        failures.on(new IllegalStateException("x".repeat(10_000)), NOON);
        assertThat(failures.newest().orElseThrow()).hasSizeLessThan(300);
    }

    /** What a service says lasts. */
    private static final class Gone extends RuntimeException {}
}
