package io.armature.blueprints;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code blueprint.yaml} as it is written; what is missing is null and told by {@link BlueprintReader}. */
record Format(
        @Nullable String id,
        @Nullable String title,
        @Nullable String itemNoun,
        @Nullable String deadline,
        @Nullable Input input,
        @Nullable StageFormat skeleton,
        @Nullable Items items,
        @Nullable Map<String, StageFormat> kinds,
        @Nullable Document document) {
    /** What a request must look like. */
    record Input(@Nullable String schema, @Nullable List<RuleFormat> rules) {}

    /** One thing a model is asked for. */
    record StageFormat(
            @Nullable String schema,
            @Nullable String system,
            @Nullable String ask,
            @Nullable List<TierFormat> tiers,
            @Nullable List<RuleFormat> rules) {}

    /** A place in the list of models. */
    record TierFormat(
            @Nullable String model,
            @Nullable Integer tries,
            @Nullable Integer maxTokens,
            @Nullable Integer maxTokensOnceCut,
            @Nullable String timeout,
            @Nullable String patience,
            @Nullable Double temperature) {}

    /** An expression that must hold, and what to say when not. */
    record RuleFormat(
            @Nullable String id,
            @Nullable String pointer,
            @Nullable String check,
            @Nullable String message) {}

    /** How a skeleton becomes items. */
    record Items(
            @Nullable String each,
            @Nullable String id,
            @Nullable String title,
            @Nullable String kind) {}

    /** How items become a document. */
    record Document(
            @Nullable String items,
            @Nullable String schema,
            @Nullable List<RuleFormat> rules) {}
}
