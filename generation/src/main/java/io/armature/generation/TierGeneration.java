package io.armature.generation;

import io.armature.models.LanguageModels;
import io.armature.models.ModelsSettings;
import java.time.Clock;
import java.time.Duration;

/** Works on tiers, by these models. */
final class TierGeneration implements Generation {
    /** How time passes between two calls. */
    @FunctionalInterface
    interface Sleep {
        void sleep(Duration duration) throws InterruptedException;
    }

    private final LanguageModels models;
    private final ModelsSettings settings;
    private final Clock clock;
    private final Sleep sleep;

    TierGeneration(LanguageModels models, ModelsSettings settings, Clock clock, Sleep sleep) {
        this.sleep = sleep;
        this.models = models;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public TierResult onTier(Assignment assignment) throws InterruptedException {
        String model = assignment.stage().tiers().get(assignment.tier()).model();
        return new TierWork(assignment, models, settings.model(model), clock, sleep).result();
    }
}
