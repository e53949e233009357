package io.armature.models;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one provider's model being there. Pure: time is passed in.
 *
 * <p>After {@value #FAILURES} calls in a row without an answer it counts as down for 5 s; then one call tries. While
 * that one fails the time doubles, up to 60 s. Any answer, a late one too, shows that it is up.
 */
sealed interface Circuit {
    /** So many in a row are no accident: with one failure in ten, once in 100,000 calls. */
    int FAILURES = 5;

    Duration FIRST = Duration.ofSeconds(5);
    Duration LONGEST = Duration.ofSeconds(60);

    /** Up, as far as known. */
    record Up(int failures) implements Circuit {}

    /** Down; nothing is sent before. */
    record Down(Instant until, Duration length) implements Circuit {}

    /** Down, and one call is under way to see. */
    record Probing(Duration length) implements Circuit {}

    static Circuit start() {
        return new Up(0);
    }

    /** A call got no answer. */
    default Circuit failed(boolean probe, Instant now) {
        return switch (this) {
            case Up(int failures) -> failures + 1 < FAILURES ? new Up(failures + 1) : new Down(now.plus(FIRST), FIRST);
            case Down down -> down;
            case Probing(Duration length)
            when probe -> {
                Duration longer = length.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : length.multipliedBy(2);
                yield new Down(now.plus(longer), longer);
            }
            case Probing probing -> probing;
        };
    }

    /** A call ended without telling anything; if it was the one that tries, the next may. */
    default Circuit abandoned(boolean probe, Instant now) {
        return switch (this) {
            case Probing(Duration length) when probe -> new Down(now, length);
            case Probing probing -> probing;
            case Up up -> up;
            case Down down -> down;
        };
    }
}
