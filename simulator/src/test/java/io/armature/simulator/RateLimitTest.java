package io.armature.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong clock = new AtomicLong(5);
    private final RateLimit limit = new RateLimit(clock::get);

    @Test
    void withoutALimitEverythingPasses() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(limit.take(Limits.NONE, 1_000_000)).isEmpty();
        }
        assertThat(limit.headers()).isEmpty();
    }

    @Test
    void aMinutesRequestsPassAtOnceAndThenAsFastAsTheLimitFills() {
        Limits perMinute = new Limits(60, 0);
        for (int i = 0; i < 60; i++) {
            assertThat(limit.take(perMinute, 10)).isEmpty();
        }
        assertThat(limit.take(perMinute, 10)).contains(Duration.ofSeconds(1));
        pass(Duration.ofMillis(400));
        assertThat(limit.take(perMinute, 10)).contains(Duration.ofMillis(600));
        pass(Duration.ofMillis(601));
        assertThat(limit.take(perMinute, 10)).isEmpty();
        assertThat(limit.take(perMinute, 10)).isPresent();
    }

    @Test
    void whoWaitsAsLongAsToldPasses() {
        Limits perMinute = new Limits(7, 1_000);
        int passed = 0;
        while (passed < 50) {
            Optional<Duration> wait = limit.take(perMinute, 300);
            if (wait.isEmpty()) {
                passed++;
            } else {
                pass(wait.get().plusNanos(100));
                assertThat(limit.take(perMinute, 300)).isEmpty();
                passed++;
            }
        }
        // 50 calls of 300 tokens are 15,000 tokens; 1,000 were there at the start.
        assertThat(clock.get()).isBetween(13 * 60_000_000_000L, 15 * 60_000_000_000L);
    }

    @Test
    void tokensThatWereNotUsedAreGivenBack() {
        Limits perMinute = new Limits(0, 1_000);
        assertThat(limit.take(perMinute, 900)).isEmpty();
        assertThat(limit.take(perMinute, 900)).isPresent();
        limit.giveBack(850);
        assertThat(limit.take(perMinute, 900)).isEmpty();
        assertThat(limit.headers())
                .containsEntry("x-ratelimit-limit-tokens", "1000")
                .containsEntry("x-ratelimit-remaining-tokens", "50");
    }

    @Test
    void aCallLargerThanAMinuteGoesThroughAFullBucket() {
        Limits perMinute = new Limits(0, 1_000);
        assertThat(limit.take(perMinute, 5_000)).isEmpty();
        assertThat(limit.take(perMinute, 5_000)).contains(Duration.ofMinutes(5));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
