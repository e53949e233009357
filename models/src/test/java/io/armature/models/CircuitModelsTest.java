package io.armature.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CircuitModelsTest {
    private interface Behaviour {
        Reply call(Call call) throws InterruptedException;
    }

    private static final Reply LOST = new Reply.Unavailable(Optional.empty(), "connection refused");
    private static final Reply LATE = new Reply.TimedOut(Duration.ofSeconds(30));

    private final TestClock clock = new TestClock();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile Behaviour provider = call -> LATE;
    private final LanguageModels models = new CircuitModels(
            call -> {
                sent.incrementAndGet();
                return provider.call(call);
            },
            Wire.settings(LimitSettings.NONE),
            new NotSent(meters),
            meters,
            clock);

    @Test
    void afterFiveCallsInARowWithoutAnAnswerFurtherOnesAreHeldInsteadOfTimingOut() throws Exception {
        goesDown();
        assertThat(call()).isInstanceOfSatisfying(Reply.Held.class, held -> {
            assertThat(held.left()).isEqualTo(Duration.ofSeconds(5));
            assertThat(held.message()).contains("p/vendor/model-1");
        });
        assertThat(sent).hasValue(5);
        assertThat(down()).isEqualTo(1);
        assertThat(meters.get("armature.models.not_sent")
                        .tag("why", "outage")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAnew() throws Exception {
        for (int i = 0; i < 20; i++) {
            int turn = i;
            provider = call -> turn % 5 == 4 ? Wire.answered() : LOST;
            call();
        }
        assertThat(sent).hasValue(20);
    }

    @Test
    void beingThrottledOrRejectedIsAnAnswer() throws Exception {
        for (int i = 0; i < 20; i++) {
            int turn = i;
            provider = call -> turn % 2 == 0
                    ? new Reply.Throttled(Optional.empty(), "slow down")
                    : new Reply.RejectedByProvider(401, "no key");
            call();
        }
        assertThat(down()).isZero();
    }

    @Test
    void otherModelsAreCalledAsEver() throws Exception {
        goesDown();
        provider = call -> Wire.answered();
        assertThat(models.call(Wire.call("free"))).isEqualTo(Wire.answered());
    }

    @Test
    void afterTheWaitOneCallTriesWhileTheOthersAreHeld() throws Exception {
        goesDown();
        clock.passes(Duration.ofSeconds(5));
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        provider = call -> {
            under.countDown();
            ends.await();
            return Wire.answered();
        };
        Thread probe = Thread.ofVirtual().start(this::callQuietly);
        under.await();
        assertThat(call()).isInstanceOf(Reply.Held.class);
        assertThat(sent).hasValue(6);
        ends.countDown();
        probe.join();
        assertThat(call()).isEqualTo(Wire.answered());
        assertThat(down()).isZero();
    }

    @Test
    void whileTheTrialsFailTheWaitDoublesUpToAMinute() throws Exception {
        goesDown();
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            assertThat(call())
                    .isInstanceOfSatisfying(
                            Reply.Held.class, held -> assertThat(held.left()).isEqualTo(Duration.ofSeconds(seconds)));
            clock.passes(Duration.ofSeconds(seconds));
            assertThat(call()).isEqualTo(LATE);
        }
        assertThat(sent).hasValue(5 + 6);
    }

    @Test
    void aTrialThatIsInterruptedLeavesItToTheNextCall() throws Exception {
        goesDown();
        clock.passes(Duration.ofSeconds(5));
        provider = call -> {
            throw new InterruptedException("stopping");
        };
        assertThatThrownBy(this::call).isInstanceOf(InterruptedException.class);
        provider = call -> Wire.answered();
        assertThat(call()).isEqualTo(Wire.answered());
    }

    @Test
    void aLateAnswerOfACallSentBeforeShowsThatTheModelIsBack() throws Exception {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        provider = call -> {
            under.countDown();
            ends.await();
            return Wire.answered();
        };
        Thread slow = Thread.ofVirtual().start(this::callQuietly);
        under.await();
        provider = call -> LOST;
        goesDown();
        ends.countDown();
        slow.join();
        provider = call -> Wire.answered();
        assertThat(call()).isEqualTo(Wire.answered());
    }

    private void goesDown() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            call();
        }
    }

    private Reply call() throws InterruptedException {
        return models.call(Wire.call("held"));
    }

    private void callQuietly() {
        try {
            call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double down() {
        return meters.get("armature.models.down")
                .tag("served", "p/vendor/model-1")
                .gauge()
                .value();
    }
}
