package io.armature.blueprints;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What prompts and rules may see. Names in templates and expressions are these components' names.
 *
 * @param input the request's input
 * @param header the skeleton without its items; null while the skeleton itself is being made
 * @param spec what the skeleton says of this item; null while the skeleton itself is being made
 */
public record Variables(
        JsonNode input, @Nullable JsonNode header, @Nullable JsonNode spec) {
    public static Variables forSkeleton(JsonNode input) {
        return new Variables(input, null, null);
    }

    public static Variables forItem(JsonNode input, JsonNode header, JsonNode spec) {
        return new Variables(input, header, spec);
    }
}
