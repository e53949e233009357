package io.armature.generation;

import java.time.Duration;
import java.util.Optional;

/** Accepted answers that may be taken again where a blueprint allows it. Thread-safe; never waits. */
public interface ReusableAnswers {
    /** None. */
    ReusableAnswers NONE = new ReusableAnswers() {
        @Override
        public Optional<String> find(String key, Duration notOlder) {
            return Optional.empty();
        }

        @Override
        public void offer(String key, String stage, String model, String answer) {}
    };

    /**
     * An answer that was accepted before.
     *
     * @param key of the prompt, the schema and the model that it was accepted for
     * @param notOlder how long ago that may be
     */
    Optional<String> find(String key, Duration notOlder);

    /**
     * An answer was accepted at its first call; it may be kept, or not.
     *
     * @param stage names what was asked for, for people
     * @param model name in the catalogue
     */
    void offer(String key, String stage, String model, String answer);
}
