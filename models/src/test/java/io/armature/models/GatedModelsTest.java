package io.armature.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GatedModelsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger sent = new AtomicInteger();
    private final LanguageModels gated = new GatedModels(
            call -> {
                sent.incrementAndGet();
                return new Reply.Throttled(Optional.of(Duration.ofSeconds(10)), "slow down");
            },
            new Clock() {
                @Override
                public Instant instant() {
                    return now.get();
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            });

    @Test
    void whileAProviderAsksToWaitNoOtherCallOfThatModelIsSent() throws Exception {
        gated.call(Wire.call("held"));
        now.set(Instant.ofEpochSecond(4));
        assertThat(gated.call(Wire.call("held")))
                .isInstanceOfSatisfying(
                        Reply.Held.class, held -> assertThat(held.left()).isEqualTo(Duration.ofSeconds(6)));
        assertThat(sent).hasValue(1);
    }

    @Test
    void otherModelsAreNotHeld() throws Exception {
        gated.call(Wire.call("held"));
        gated.call(Wire.call("free"));
        assertThat(sent).hasValue(2);
    }

    @Test
    void afterTheWaitCallsAreSentAgain() throws Exception {
        gated.call(Wire.call("held"));
        now.set(Instant.ofEpochSecond(10));
        gated.call(Wire.call("held"));
        assertThat(sent).hasValue(2);
    }
}
