package io.armature.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatedModelsTest {
    private final TestClock clock = new TestClock();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Allowances allowances = new Allowances(clock, meters);
    private final AtomicInteger sent = new AtomicInteger();
    private Reply reply = new Reply.Throttled(Optional.of(Duration.ofSeconds(10)), "slow down");
    private final LanguageModels gated = new GatedModels(
            call -> {
                sent.incrementAndGet();
                return reply;
            },
            Wire.settings(LimitSettings.NONE),
            allowances,
            new NotSent(meters),
            clock);

    @Test
    void whileAProviderAsksToWaitNoOtherCallOfThatModelIsSent() throws Exception {
        gated.call(Wire.call("held"));
        clock.passes(Duration.ofSeconds(4));
        assertThat(gated.call(Wire.call("held")))
                .isInstanceOfSatisfying(
                        Reply.Held.class, held -> assertThat(held.left()).isEqualTo(Duration.ofSeconds(6)));
        assertThat(sent).hasValue(1);
        assertThat(meters.get("armature.models.not_sent")
                        .tag("why", "asked_to_wait")
                        .counter()
                        .count())
                .isEqualTo(1);
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
        clock.passes(Duration.ofSeconds(10));
        gated.call(Wire.call("held"));
        assertThat(sent).hasValue(2);
    }

    @Test
    void whenNothingIsLeftOfALimitCallsWaitUntilOneIsThereAgain() throws Exception {
        reply = Wire.answered();
        // 60 a minute, all used: one comes back every second.
        allowances.heard("p/vendor/model-1", List.of(requestsLeft(0)));
        assertThat(gated.call(Wire.call("held")))
                .isInstanceOfSatisfying(
                        Reply.Held.class, held -> assertThat(held.left()).isEqualTo(Duration.ofSeconds(1)));
        clock.passes(Duration.ofSeconds(1));
        assertThat(gated.call(Wire.call("held"))).isEqualTo(Wire.answered());
    }

    @Test
    void aLaterWordThatSomethingIsLeftEndsTheWait() throws Exception {
        reply = Wire.answered();
        allowances.heard("p/vendor/model-1", List.of(requestsLeft(0)));
        allowances.heard("p/vendor/model-1", List.of(requestsLeft(3)));
        assertThat(gated.call(Wire.call("held"))).isEqualTo(Wire.answered());
        assertThat(meters.get("armature.models.provider.remaining")
                        .tag("of", "requests")
                        .gauge()
                        .value())
                .isEqualTo(3);
    }

    private static Allowance requestsLeft(long remaining) {
        return new Allowance(Allowance.Of.REQUESTS, OptionalLong.of(60), remaining, Duration.ofMinutes(1));
    }
}
