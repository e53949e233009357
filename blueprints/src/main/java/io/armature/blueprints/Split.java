package io.armature.blueprints;

import tools.jackson.databind.JsonNode;

/**
 * How an item that is too long for one answer is written in two: the model says which of it comes first and which
 * second, writes each by itself, and the lists of both are joined. Immutable and thread-safe.
 */
public interface Split {
    /** Asks the model to divide the item: an answer names two halves and what each holds. */
    Stage outline();

    /**
     * Asks for a half, within the larger budget.
     *
     * @param outline the accepted answer of {@link #outline}
     * @param number 1 or 2
     */
    Stage half(JsonNode outline, int number);

    /** The whole: the first half, its lists followed by those of the second. */
    JsonNode joined(JsonNode first, JsonNode second);

    /** Holds the whole to the item's schema and rules. */
    Verdict judge(JsonNode whole, Variables variables);
}
