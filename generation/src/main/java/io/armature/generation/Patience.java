package io.armature.generation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long a model that gives no answer is waited for: counted from the first call of the present silence. */
final class Patience {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final long SPREAD_MS = 100;

    /** What came of waiting. */
    enum Wait {
        /** The model may be asked again. */
        WAITED,
        /** The deadline comes first. */
        NO_TIME,
        /** The model has been silent for too long. */
        OVER
    }

    private final Duration patience;
    private final Instant deadline;
    private final Clock clock;
    private final TierGeneration.Sleep sleep;
    private Instant ends = Instant.MAX;
    private int silences;

    Patience(Duration patience, Instant deadline, Clock clock, TierGeneration.Sleep sleep) {
        this.patience = patience;
        this.deadline = deadline;
        this.clock = clock;
        this.sleep = sleep;
    }

    /** The model gave an answer: the silence is over. */
    void heard() {
        ends = Instant.MAX;
        silences = 0;
    }

    /**
     * Waits, if patience and deadline allow.
     *
     * @param asked how long the provider asked to wait; empty for a growing time of our own
     * @param callStarted when the call that brought no answer began
     */
    Wait await(Optional<Duration> asked, Instant callStarted) throws InterruptedException {
        if (silences == 0) {
            ends = callStarted.plus(patience);
        }
        Duration wait = asked.map(
                        time -> time.plusMillis(ThreadLocalRandom.current().nextLong(SPREAD_MS)))
                .orElseGet(() -> backoff(silences));
        silences++;
        Instant then = clock.instant().plus(wait);
        if (then.isAfter(deadline)) {
            return Wait.NO_TIME;
        }
        if (then.isAfter(ends)) {
            return Wait.OVER;
        }
        sleep.sleep(wait);
        return Wait.WAITED;
    }

    /** Exponential backoff with full jitter, after Brooker, "Exponential Backoff And Jitter", AWS 2015. */
    private static Duration backoff(int silences) {
        long longest = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(silences, 16));
        return Duration.ofMillis(1 + ThreadLocalRandom.current().nextLong(longest));
    }
}
