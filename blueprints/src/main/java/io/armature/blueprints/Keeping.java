package io.armature.blueprints;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a stage's accepted answers may be taken again.
 *
 * @param reuse by any plan; empty for none
 * @param retry by plans that are asked for as a request made before; empty for none
 */
record Keeping(Optional<Duration> reuse, Optional<Duration> retry) {
    static final Keeping NOTHING = new Keeping(Optional.empty(), Optional.empty());

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** As long as the topics keep them. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** A time that a blueprint says under this key. */
    static Optional<Duration> read(Section section, String key) {
        return section.duration(key, SHORTEST, LONGEST);
    }

    boolean isAny() {
        return reuse.isPresent() || retry.isPresent();
    }

    /** As it is for a plan that is a request made before. */
    Keeping retried() {
        Optional<Duration> longer = retry.filter(time ->
                        reuse.filter(always -> always.compareTo(time) > 0).isEmpty())
                .or(() -> reuse);
        return new Keeping(longer, retry);
    }
}
