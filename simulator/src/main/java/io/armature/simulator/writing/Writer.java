package io.armature.simulator.writing;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one kind of answer. */
interface Writer {
    /**
     * Content that means to be right.
     *
     * @param random equal states, equal content
     */
    JsonNode write(Ask ask, RandomGenerator random);

    /**
     * Earlier content, written once more: what it shares with the spec is the spec's.
     *
     * @return empty where it cannot be written for this ask
     */
    default Optional<JsonNode> again(Ask ask, JsonNode earlier) {
        if (!(earlier instanceof ObjectNode object)) {
            return Optional.empty();
        }
        ObjectNode copy = object.deepCopy();
        copy.propertyNames().stream()
                .filter(ask.spec()::has)
                .toList()
                .forEach(name -> copy.set(name, ask.spec().path(name)));
        return Optional.of(copy);
    }

    /** Ids of the items that content holds which is a whole document; none of any other. */
    default List<String> items(JsonNode content) {
        return List.of();
    }

    /** The same content with its form kept and a rule broken. */
    JsonNode breakRule(JsonNode content, RandomGenerator random);
}
