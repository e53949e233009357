package io.armature.models;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Time that passes only when a test, or one who waits, says so. */
final class TestClock extends Clock implements TimeMeter, BlockingStrategy {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    void passes(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public void park(long nanos) {
        passes(Duration.ofNanos(nanos));
    }

    @Override
    public long currentTimeNanos() {
        return Duration.between(Instant.EPOCH, now.get()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
