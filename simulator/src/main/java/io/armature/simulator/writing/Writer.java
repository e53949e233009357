package io.armature.simulator.writing;

import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Writes one kind of answer. */
interface Writer {
    /**
     * Content that means to be right.
     *
     * @param random equal states, equal content
     */
    JsonNode write(Ask ask, RandomGenerator random);

    /** The same content with its form kept and a rule broken. */
    JsonNode breakRule(JsonNode content, RandomGenerator random);
}
