package io.armature.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SteadyModelsTest {
    private interface Behaviour {
        Reply call(Call call) throws InterruptedException;
    }

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private volatile Behaviour provider = call -> Wire.answered();
    private final LanguageModels models = new SteadyModels(
            call -> provider.call(call),
            Wire.settings(new LimitSettings(null, null, 1)),
            new NotSent(meters),
            meters,
            new TestClock());

    @Test
    void aCallThatFindsNoPlaceWithinItsTimeOutIsHeldAndNotSent() throws Exception {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        provider = call -> {
            under.countDown();
            ends.await();
            return Wire.answered();
        };
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                models.call(Wire.call("held"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        under.await();
        assertThat(models.call(Wire.call("held", Duration.ofMillis(1))))
                .isInstanceOfSatisfying(
                        Reply.Held.class, held -> assertThat(held.message()).contains("'held'"));
        assertThat(meters.get("armature.models.not_sent")
                        .tag("why", "calls_at_once")
                        .counter()
                        .count())
                .isEqualTo(1);
        ends.countDown();
        first.join();
        assertThat(models.call(Wire.call("held"))).isEqualTo(Wire.answered());
    }

    @Test
    void aCallThatIsInterruptedGivesItsPlaceBack() throws Exception {
        provider = call -> {
            throw new InterruptedException("stopping");
        };
        assertThatThrownBy(() -> models.call(Wire.call("held"))).isInstanceOf(InterruptedException.class);
        provider = call -> Wire.answered();
        assertThat(models.call(Wire.call("held"))).isEqualTo(Wire.answered());
    }

    @Test
    void aModelWithoutABoundGetsOneWhenItThrottles() throws Exception {
        assertThat(allowed("p/vendor/model-2")).isInfinite();
        provider = call -> new Reply.Throttled(Optional.empty(), "slow down");
        models.call(Wire.call("free"));
        assertThat(allowed("p/vendor/model-2")).isEqualTo(8);
    }

    private double allowed(String served) {
        return meters.get("armature.models.calls.allowed")
                .tag("served", served)
                .gauge()
                .value();
    }
}
