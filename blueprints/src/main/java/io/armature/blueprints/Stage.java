package io.armature.blueprints;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing a model is asked for: a blueprint's skeleton, one kind of its items, or a whole document in one call.
 * Immutable and thread-safe.
 */
public interface Stage {
    /**
     * {@code <blueprint id>--skeleton}, {@code <blueprint id>--single} or {@code <blueprint id>--<kind>}; names the
     * output schema at the provider.
     */
    String name();

    /**
     * The same stage as a plan may wish for it.
     *
     * @param model asked first, in place of the first tier's model; null for the blueprint's own
     * @param fast whether the tiers' smaller budgets hold, and prompts are told to be short
     */
    Stage with(@Nullable String model, boolean fast);

    /** At least one, in order of preference. */
    List<Tier> tiers();

    /** JSON Schema (2020-12) of the answer. */
    JsonNode outputSchema();

    /** The first ask. */
    Prompt ask(Variables variables);

    /**
     * The ask after a bad answer: the same ask, the answer where there is JSON in it to mend, and its faults as plain
     * sentences.
     *
     * @param badAnswer empty when it is not to be shown, since another model gave it
     */
    Prompt askAgain(Variables variables, Optional<String> badAnswer, List<Reason> reasons);

    /** How old an accepted answer to the same prompt may be to be taken again; empty to ask each time. */
    default Optional<Duration> reuse() {
        return Optional.empty();
    }

    /** Whether what is accepted is kept to be taken again: by every plan, or by those that are {@link #retried}. */
    default boolean isKept() {
        return reuse().isPresent();
    }

    /** The same stage for a plan that takes again what was accepted for the same request before. */
    default Stage retried() {
        return this;
    }

    /** How several are asked for in one call; empty where each is asked for by itself. */
    default Optional<Together> together() {
        return Optional.empty();
    }

    /** How what stays cut off is written in two; empty where it is not. */
    default Optional<Split> split() {
        return Optional.empty();
    }

    /** Reads an answer as it came and checks it: JSON, schema, rules, in this order. */
    Verdict judge(String answer, Variables variables);
}
