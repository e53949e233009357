package io.armature.generation;

/**
 * Works on one tier until an answer is accepted or there is no sense in going on. Thread-safe; blocks the calling
 * (virtual) thread.
 */
public interface Generation {
    /**
     * Makes attempts on the assignment's tier.
     *
     * @throws InterruptedException when the thread is interrupted, for instance at shutdown; nothing is then reported
     */
    TierResult onTier(Assignment assignment) throws InterruptedException;
}
