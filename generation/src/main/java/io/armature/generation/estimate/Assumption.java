package io.armature.generation.estimate;

import java.time.Duration;

/**
 * What is supposed of the models where nothing is known. None of it is measured; the bills of plans that ended tell
 * more.
 *
 * @param answer length of an answer, as a share of its budget
 * @param failing share of the answers that are not accepted
 * @param tokensPerSecond how fast a model writes
 */
record Assumption(double answer, double failing, double tokensPerSecond) {
    /** Every first answer is good, and short. */
    static final Assumption LOW = new Assumption(0.2, 0, 100);

    /** One answer in ten is asked for again. */
    static final Assumption EXPECTED = new Assumption(0.5, 0.1, 60);

    /** Every try of every tier is needed, each answer as long as it may be, and cut off where that costs more. */
    static final Assumption HIGH = new Assumption(1, 1, 30);

    /** Until a model begins to write. */
    private static final Duration BEGINNING = Duration.ofMillis(500);

    /** Whether nothing that a tier may do is left out. */
    boolean isWorst() {
        return failing == 1;
    }

    Duration time(double tokens) {
        return BEGINNING.plusMillis(Math.round(tokens / tokensPerSecond * 1000));
    }
}
