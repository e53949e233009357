package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final AtomicInteger woken = new AtomicInteger();
    private final Window window = new Window(
            new InFlightSettings(
                    "topic",
                    "group",
                    3,
                    100,
                    Duration.ZERO,
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    Duration.ofMillis(1)),
            woken::incrementAndGet);

    @Test
    void itIsFullAtItsRecordsAndWakesThePollWhenOneLeaves() {
        long first = window.enter(1);
        window.enter(1);
        assertThat(window.isFull()).isFalse();
        window.enter(1);
        assertThat(window.isFull()).isTrue();
        window.leave(first, 1);
        assertThat(window.isFull()).isFalse();
        assertThat(woken).hasValue(1);
    }

    @Test
    void itIsFullAtItsBytesHoweverFewTheRecords() {
        long small = window.enter(40);
        long large = window.enter(60);
        assertThat(window.isFull()).isTrue();
        window.leave(small, 40);
        assertThat(window.isFull()).isFalse();
        assertThat(woken).hasValue(1);
        window.leave(large, 60);
        assertThat(woken).as("it was not full any more").hasValue(1);
        assertThat(window.bytes()).isZero();
    }

    @Test
    void aRecordLargerThanItsBytesIsLetThroughAlone() {
        assertThat(window.isFull()).isFalse();
        long huge = window.enter(1_000_000);
        assertThat(window.isFull()).isTrue();
        window.leave(huge, 1_000_000);
        assertThat(window.isFull()).isFalse();
        assertThat(woken).hasValue(1);
    }

    @Test
    void theOldestIsTheOneThatHasBeenInItLongest() {
        assertThat(window.oldestSeconds()).isZero();
        long first = window.enter(1);
        long second = window.enter(1);
        double oldest = window.oldestSeconds();
        assertThat(oldest).isPositive();
        window.leave(second, 1);
        assertThat(window.oldestSeconds()).isGreaterThan(oldest);
        window.leave(first, 1);
        assertThat(window.oldestSeconds()).isZero();
    }

    @RepeatedTest(50)
    void ofManyThatLeaveAtTheSameTimeOneThatMakesRoomWakesThePoll() throws InterruptedException {
        long[] tickets = {window.enter(40), window.enter(40), window.enter(40), window.enter(40), window.enter(40)};
        CountDownLatch go = new CountDownLatch(1);
        Thread[] leaving = new Thread[tickets.length];
        for (int i = 0; i < tickets.length; i++) {
            long ticket = tickets[i];
            leaving[i] = Thread.startVirtualThread(() -> {
                try {
                    go.await();
                    window.leave(ticket, 40);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        go.countDown();
        for (Thread thread : leaving) {
            thread.join();
        }
        assertThat(woken.get())
                .as("once for the records, once for the bytes at most")
                .isBetween(1, 2);
    }
}
