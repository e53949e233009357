package io.armature.blueprints;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code tiers}: the models of a stage, the first to be asked first. */
final class TierReader {
    private static final int MOST_TIERS = 10;

    private final Parts parts;

    TierReader(Parts parts) {
        this.parts = parts;
    }

    List<Tier> read(Section stage) {
        List<Section> sections = stage.sections("tiers");
        if (sections.isEmpty() || sections.size() > MOST_TIERS) {
            stage.fault(
                    stage.place("tiers"),
                    "'" + stage.path("tiers") + "' names " + sections.size() + " models",
                    "Name 1 to " + MOST_TIERS + ", the first to be asked first");
        }
        return sections.stream().flatMap(tier -> tier(tier).stream()).toList();
    }

    private Optional<Tier> tier(Section tier) {
        Optional<String> model = tier.text("model");
        model.filter(m -> !parts.knownModel().test(m))
                .ifPresent(m -> tier.fault(
                        tier.place("model"),
                        "'" + tier.path("model") + "' is '" + Reasons.trimmed(m, 60) + "', which no catalogue names",
                        "Name a model of the catalogue under 'armature.models', or add it there"));
        tier.required("maxTokens");
        Optional<Integer> maxTokens = tier.whole("maxTokens", Tier.LEAST_TOKENS, Tier.MOST_TOKENS);
        Optional<Integer> onceCut =
                tier.whole("maxTokensOnceCut", maxTokens.orElse(Tier.LEAST_TOKENS), Tier.MOST_TOKENS);
        int tries = tier.whole("tries", 1, Tier.MOST_TRIES).orElse(2);
        Duration timeout = tier.duration("timeout", Duration.ofMillis(100), Duration.ofHours(1))
                .orElse(Duration.ofSeconds(60));
        Duration patience = tier.duration("patience", Duration.ZERO, BlueprintReader.LONGEST_DEADLINE)
                .orElse(Duration.ofMinutes(5));
        double temperature = tier.decimal("temperature", 0, 2).orElse(0.7);
        Optional<Section> fast = tier.optionalSection("fast");
        fast.ifPresent(section -> section.required("maxTokens"));
        Optional<Integer> fastTokens = fast.flatMap(
                section -> section.whole("maxTokens", Tier.LEAST_TOKENS, maxTokens.orElse(Tier.MOST_TOKENS)));
        fast.ifPresent(Section::refuseOthers);
        tier.refuseOthers();
        if (model.isEmpty() || maxTokens.isEmpty()) {
            return Optional.empty();
        }
        int budget = maxTokens.get();
        return Optional.of(new Tier(
                model.get(),
                tries,
                budget,
                onceCut.orElse(budget),
                timeout,
                patience,
                temperature,
                fastTokens.orElse(budget)));
    }
}
