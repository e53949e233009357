package io.armature.generation;

import io.armature.models.LanguageModels;
import io.armature.models.ModelsSettings;
import java.time.Clock;

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

    /**
     * Generation by these models.
     *
     * @param settings the catalogue, for prices
     */
    static Generation by(LanguageModels models, ModelsSettings settings) {
        return new TierGeneration(models, settings, Clock.systemUTC(), Thread::sleep);
    }

    /**
     * Generation by these models, and by what was accepted before, for stages that allow it.
     *
     * @param settings the catalogue, for prices
     */
    static Generation by(LanguageModels models, ModelsSettings settings, ReusableAnswers reusable) {
        return new TakingAgain(by(models, settings), settings, reusable, Clock.systemUTC());
    }
}
