package io.armature.models;

import static io.armature.models.CallsAtOnce.End.SERVED;
import static io.armature.models.CallsAtOnce.End.THROTTLED;
import static io.armature.models.CallsAtOnce.End.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallsAtOnceTest {
    private final TestClock clock = new TestClock();
    private final CallsAtOnce calls = new CallsAtOnce(Double.POSITIVE_INFINITY, clock);

    @Test
    void beforeTheFirstNoThereIsNoBound() throws Exception {
        enter(10_000);
        assertThat(calls.allowed()).isInfinite();
    }

    @Test
    void aNoCutsToSevenTenthsOfWhatWasUnderWay() throws Exception {
        Deque<CallsAtOnce.Place> places = enter(100);
        calls.leave(places.remove(), THROTTLED);
        assertThat(calls.allowed()).isEqualTo(70);
    }

    @Test
    void callsSentBeforeTheCutDoNotCutAgain() throws Exception {
        Deque<CallsAtOnce.Place> places = enter(100);
        for (int i = 0; i < 50; i++) {
            calls.leave(places.remove(), THROTTLED);
        }
        assertThat(calls.allowed()).isEqualTo(70);
    }

    @Test
    void itReturnsOneByOneToJustBelowTheNoAndGoesSlowlyBeyond() throws Exception {
        Deque<CallsAtOnce.Place> places = enter(100);
        calls.leave(places.remove(), THROTTLED);
        for (int i = 0; i < 25; i++) {
            calls.leave(places.remove(), SERVED);
        }
        assertThat(calls.allowed()).isEqualTo(95);
        places.addAll(enter(21));
        calls.leave(places.remove(), SERVED);
        assertThat(calls.allowed()).isEqualTo(95 + 1 / 95.0);
    }

    @Test
    void itDoesNotGrowBeyondTheNoWhileFewerAreUnderWay() throws Exception {
        Deque<CallsAtOnce.Place> places = enter(100);
        calls.leave(places.remove(), THROTTLED);
        while (!places.isEmpty()) {
            calls.leave(places.remove(), SERVED);
        }
        double back = calls.allowed();
        for (int i = 0; i < 1_000; i++) {
            calls.leave(enter(1).remove(), SERVED);
        }
        assertThat(calls.allowed()).isEqualTo(back).isBetween(95.0, 96.0);
    }

    @Test
    void eightCallsAreAlwaysAllowedAsFewerAreNotToBlame() throws Exception {
        for (int i = 0; i < 20; i++) {
            calls.leave(enter(1).remove(), THROTTLED);
        }
        assertThat(calls.allowed()).isEqualTo(8);
    }

    @Test
    void aCutNeverAllowsMoreThanTheCatalogue() throws Exception {
        CallsAtOnce three = new CallsAtOnce(3, clock);
        three.leave(three.enter(Duration.ZERO).orElseThrow(), THROTTLED);
        assertThat(three.allowed()).isEqualTo(3);
    }

    @Test
    void aMinuteWithoutANoAndTheCutIsForgotten() throws Exception {
        Deque<CallsAtOnce.Place> places = enter(100);
        calls.leave(places.remove(), THROTTLED);
        clock.passes(Duration.ofSeconds(60));
        calls.leave(places.remove(), THROTTLED);
        clock.passes(Duration.ofSeconds(60));
        calls.leave(places.remove(), UNKNOWN);
        assertThat(calls.allowed()).isEqualTo(70);
        clock.passes(Duration.ofMillis(1));
        enter(200);
        assertThat(calls.allowed()).isInfinite();
    }

    @Test
    void whoFindsNoPlaceInTimeGoesWithoutAndTakesNone() throws Exception {
        CallsAtOnce one = new CallsAtOnce(1, clock);
        CallsAtOnce.Place place = one.enter(Duration.ZERO).orElseThrow();
        assertThat(one.enter(Duration.ofMillis(1))).isEmpty();
        one.leave(place, UNKNOWN);
        assertThat(one.enter(Duration.ZERO)).isPresent();
    }

    @Test
    void whoIsInterruptedWhileWaitingTakesNoPlace() throws Exception {
        CallsAtOnce one = new CallsAtOnce(1, clock);
        CallsAtOnce.Place place = one.enter(Duration.ZERO).orElseThrow();
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread waits = Thread.ofVirtual().start(() -> {
            try {
                one.enter(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        waits.interrupt();
        interrupted.await();
        one.leave(place, UNKNOWN);
        assertThat(one.enter(Duration.ZERO)).isPresent();
    }

    @Test
    void everyoneWhoWaitsGetsAPlaceAndNeverMoreThanAreAllowed() throws Exception {
        CallsAtOnce three = new CallsAtOnce(3, clock);
        List<Integer> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        var under = new java.util.concurrent.atomic.AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    CallsAtOnce.Place place = three.enter(Duration.ofMinutes(1)).orElseThrow();
                    seen.add(under.incrementAndGet());
                    Thread.yield();
                    under.decrementAndGet();
                    three.leave(place, SERVED);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).hasSize(200).allMatch(number -> number <= 3);
    }

    @Test
    void aProviderThatBearsTwentyAtOnceIsSeldomAskedForMore() throws Exception {
        Deque<CallsAtOnce.Place> places = enter(200);
        settledAfter(1_000, places);
        // One no in about twenty-five answers: each cut is followed by some five quick steps and one slow one.
        assertThat(settledAfter(2_000, places)).isBetween(1, 200);
        assertThat(calls.allowed()).isBetween(10.0, 22.0);
    }

    /** How often the provider says no until it has answered so many; 200 callers always want to. */
    private int settledAfter(int answers, Deque<CallsAtOnce.Place> places) throws InterruptedException {
        int no = 0;
        for (int served = 0; served < answers; ) {
            if (places.size() > 20) {
                calls.leave(places.removeLast(), THROTTLED);
                no++;
            } else {
                calls.leave(places.remove(), SERVED);
                served++;
            }
            while (places.size() < 200 && places.size() < (long) calls.allowed()) {
                places.addAll(enter(1));
            }
        }
        return no;
    }

    private Deque<CallsAtOnce.Place> enter(int number) throws InterruptedException {
        Deque<CallsAtOnce.Place> places = new ArrayDeque<>();
        for (int i = 0; i < number; i++) {
            places.add(calls.enter(Duration.ZERO).orElseThrow());
        }
        return places;
    }
}
