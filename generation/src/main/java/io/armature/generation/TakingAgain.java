package io.armature.generation;

import io.armature.blueprints.Stage;
import io.armature.blueprints.Verdict;
import io.armature.models.ModelSettings;
import io.armature.models.ModelsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Takes again what was accepted before, for stages that allow it. What is accepted is kept under its first ask of the
 * first tier, whatever try and whatever tier it took in the end: that ask is the one that comes again.
 */
final class TakingAgain implements Generation {
    private final Generation asked;
    private final ModelsSettings catalogue;
    private final ReusableAnswers answers;
    private final Clock clock;

    /** @param asked works on what is not taken again */
    TakingAgain(Generation asked, ModelsSettings catalogue, ReusableAnswers answers, Clock clock) {
        this.asked = asked;
        this.catalogue = catalogue;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * Where accepted content is found.
     *
     * @param model asked first
     * @param promptHash of the first ask
     * @param key of both and of the schema
     */
    private record Place(ModelSettings model, String promptHash, String key) {}

    @Override
    public TierResult onTier(Assignment assignment) throws InterruptedException {
        Optional<Place> place = assignment.stage().isKept() ? place(assignment) : Optional.empty();
        if (place.isEmpty()) {
            return asked.onTier(assignment);
        }
        Optional<TierResult> known = taken(assignment, place.get());
        if (known.isPresent()) {
            return known.get();
        }
        TierResult result = asked.onTier(assignment);
        if (result instanceof TierResult.Accepted(JsonNode content, var attempts)) {
            Stage stage = assignment.stage();
            String model = stage.tiers().get(assignment.tier()).model();
            answers.offer(place.get().key(), stage.name(), model, content.toString());
        }
        return result;
    }

    /** Nowhere when the catalogue does not hold the first model: then a further tier is all that there is. */
    private Optional<Place> place(Assignment assignment) {
        Stage stage = assignment.stage();
        String first = stage.tiers().getFirst().model();
        return Optional.ofNullable(catalogue.catalogue().get(first)).map(model -> {
            String hash = Calls.hash(first, stage.ask(assignment.variables()));
            return new Place(model, hash, Calls.reuseKey(model, hash, stage));
        });
    }

    /**
     * Only what is asked for the first time can have been accepted before, and what this work has paid for already
     * comes first. Rules may look at more than the prompt shows: it is judged again.
     */
    private Optional<TierResult> taken(Assignment assignment, Place place) throws InterruptedException {
        Stage stage = assignment.stage();
        Optional<Duration> notOlder = stage.reuse();
        if (notOlder.isEmpty()
                || assignment.tier() > 0
                || assignment.before().isPresent()
                || !assignment.answers().earlier().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> found = answers.find(place.key(), notOlder.get());
        if (found.isEmpty()
                || !(stage.judge(found.get(), assignment.variables()) instanceof Verdict.Accepted(JsonNode content))) {
            return Optional.empty();
        }
        AttemptLog log = new AttemptLog(
                0, stage.tiers().getFirst().model(), place.model().prices());
        log.reused(place.promptHash(), clock.instant());
        return Optional.of(new TierResult.Accepted(content, log.attempts()));
    }
}
