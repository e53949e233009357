package io.armature.inflight;

import java.time.Duration;

/** What came of handling one record. */
public sealed interface Handled {
    /** Done; it will not be handled again once this is committed. */
    record Done() implements Handled {}

    /** It failed for an outside reason; it keeps its place in the window and is handled again after the delay. */
    record Again(Duration delay, String why) implements Handled {
        public Again {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("the delay is " + delay + "; use PT0S or more");
            }
        }
    }

    /** It can never be handled; it goes to the dead letters and counts as done. */
    record Poison(String why) implements Handled {}

    static Handled done() {
        return new Done();
    }

    static Handled again(Duration delay, String why) {
        return new Again(delay, why);
    }

    static Handled poison(String why) {
        return new Poison(why);
    }
}
