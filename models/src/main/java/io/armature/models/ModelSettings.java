package io.armature.models;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One model of the catalogue.
 *
 * @param provider who serves it
 * @param model the provider's id of it
 * @param inputPrice US dollars per million prompt tokens
 * @param cachedInputPrice US dollars per million prompt tokens served from the provider's cache; the input price when
 *     null
 * @param outputPrice US dollars per million answer tokens
 * @param contextTokens most tokens of prompt and answer together
 * @param maxOutputTokens most tokens of one answer
 * @param structuredOutputs whether the provider holds the answer to a JSON Schema; where not, the schema goes into the
 *     prompt
 * @param limits what this process may ask of the model; null for no limit of our own
 * @param reasoningEffort how much a model that reasons may think before it answers, in its provider's words
 *     ({@code none}, {@code low}, ...), counted among the answer's tokens; null or blank for a model that does not
 *     reason
 */
public record ModelSettings(
        String provider,
        String model,
        BigDecimal inputPrice,
        @Nullable BigDecimal cachedInputPrice,
        BigDecimal outputPrice,
        int contextTokens,
        int maxOutputTokens,
        boolean structuredOutputs,
        @Nullable LimitSettings limits,
        @Nullable String reasoningEffort) {
    public ModelSettings {
        if (provider == null || model == null || inputPrice == null || outputPrice == null) {
            throw new IllegalArgumentException("a model of the catalogue needs provider, model, input-price and"
                    + " output-price; got provider " + provider + ", model " + model);
        }
        new Prices(inputPrice, cachedInputPrice == null ? inputPrice : cachedInputPrice, outputPrice);
        if (contextTokens < 1 || maxOutputTokens < 1) {
            throw new IllegalArgumentException(
                    "context-tokens and max-output-tokens of model '" + model + "' must be positive");
        }
    }

    /** Who is called: entries that name the same model of the same provider share its outages and its limits. */
    String served() {
        return provider + "/" + model;
    }

    /** How much the model may think, where it is one that reasons. */
    Optional<String> effort() {
        return Optional.ofNullable(reasoningEffort).map(String::strip).filter(effort -> !effort.isEmpty());
    }

    /** What this process may ask of the model. */
    LimitSettings mostOfThisProcess() {
        return limits == null ? LimitSettings.NONE : limits;
    }

    public Prices prices() {
        return new Prices(inputPrice, cachedInputPrice == null ? inputPrice : cachedInputPrice, outputPrice);
    }
}
