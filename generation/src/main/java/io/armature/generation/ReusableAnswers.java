package io.armature.generation;

import java.time.Duration;
import java.util.Optional;

/** What was accepted before, and may be taken again where a blueprint allows it. Thread-safe. */
public interface ReusableAnswers {
    /**
     * What was accepted for the key last. Waits, within bounds, while what was kept before the start is still being
     * read.
     *
     * @param key of the first prompt, the schema and the model that is asked first
     * @param notOlder how long ago that may be
     * @return its content, JSON text
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    Optional<String> find(String key, Duration notOlder) throws InterruptedException;

    /**
     * An answer was accepted; it may be kept, or not. Does not wait.
     *
     * @param stage names what was asked for, for people
     * @param model that wrote it, by its name in the catalogue
     * @param content JSON text
     */
    void offer(String key, String stage, String model, String content);
}
