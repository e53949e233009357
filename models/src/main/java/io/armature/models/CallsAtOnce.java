package io.armature.models;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How many calls of one model may be under way: as many as the catalogue allows until the provider throttles, then
 * seven tenths of those that were, eight at least (once for all calls sent before the cut). Each answer allows one more
 * up to just below where the provider last said no, and beyond it {@code 1/allowed} more: quick to return, slow to try
 * further (additive increase, multiplicative decrease; Chiu and Jain 1989). A minute without a no, and the cut is
 * forgotten. First come, first served. Thread-safe.
 */
final class CallsAtOnce {
    private static final double CUT = 0.7;
    /** Where quick turns into slow, as a part of where the provider said no: short of it, or it would say so again. */
    private static final double NEAR = 0.95;

    /** A 429 while so few are under way tells of another limit, one per minute or a neighbour's, not of this one. */
    private static final double LEAST = 8;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final double most;
    private final InstantSource clock;
    private final Deque<CountDownLatch> waiting = new ArrayDeque<>();
    private double allowed;
    private double lastNo;
    private int underWay;
    private long cuts;
    private Instant lastThrottled = Instant.MIN;

    /** @param most never more than these; at least 1, infinite for as many as there are */
    CallsAtOnce(double most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
        this.allowed = most;
        this.lastNo = most;
    }

    /** A place among the calls under way; knows how often the number had been cut when it was taken. */
    record Place(long cuts) {}

    /** How a call ended, as far as it matters here. */
    enum End {
        SERVED,
        THROTTLED,
        UNKNOWN
    }

    /** Takes a place, waiting for one; empty when none came free in time. */
    Optional<Place> enter(Duration longest) throws InterruptedException {
        CountDownLatch turn = new CountDownLatch(1);
        synchronized (this) {
            forget();
            if (waiting.isEmpty() && underWay < (long) allowed) {
                underWay++;
                return Optional.of(new Place(cuts));
            }
            waiting.add(turn);
        }
        try {
            turn.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            synchronized (this) {
                if (!waiting.remove(turn)) {
                    leave(new Place(cuts), End.UNKNOWN);
                }
            }
            throw e;
        }
        synchronized (this) {
            // Out of the queue means that the place was given, even if the time was over at that moment.
            return waiting.remove(turn) ? Optional.empty() : Optional.of(new Place(cuts));
        }
    }

    /** Gives the place back. */
    synchronized void leave(Place place, End end) {
        switch (end) {
            case SERVED -> {
                boolean allInUse = underWay >= (long) allowed;
                double near = lastNo * NEAR;
                if (allowed < near) {
                    allowed = Math.min(near, allowed + 1);
                } else if (allInUse) {
                    allowed = Math.min(most, allowed + 1 / allowed);
                }
            }
            case THROTTLED -> {
                lastThrottled = clock.instant();
                if (place.cuts() == cuts) {
                    cuts++;
                    lastNo = Math.min(allowed, underWay);
                    allowed = Math.min(most, Math.max(LEAST, lastNo * CUT));
                }
            }
            case UNKNOWN -> {}
        }
        underWay--;
        forget();
        callNext();
    }

    private void forget() {
        if (allowed < most && lastThrottled.isBefore(clock.instant().minus(FORGOTTEN_AFTER))) {
            allowed = most;
            lastNo = most;
            callNext();
        }
    }

    private void callNext() {
        while (!waiting.isEmpty() && underWay < (long) allowed) {
            underWay++;
            waiting.remove().countDown();
        }
    }

    /** Calls that may be under way now; infinite before the provider has throttled, if the catalogue has no bound. */
    synchronized double allowed() {
        return allowed;
    }
}
