package io.armature.blueprints;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What prompts and rules may see. Names in templates and expressions are these components' names.
 *
 * @param input the request's input
 * @param header the skeleton without its items; null while the skeleton itself is being made
 * @param spec what the skeleton says of this item; null while the skeleton itself is being made
 * @param results what the item sees of those that it depends on, an array of objects with {@code itemId}, {@code kind},
 *     {@code title} and {@code content}; null while the skeleton itself is being made
 * @param candidates what the item was dealt of the blueprint's corpus, an array; null where the blueprint retrieves
 *     nothing
 * @param avoid what is wrong with the item's content of an earlier round beside the other items: told in every ask
 *     again, whatever else is wrong
 */
public record Variables(
        JsonNode input,
        @Nullable JsonNode header,
        @Nullable JsonNode spec,
        @Nullable JsonNode results,
        @Nullable JsonNode candidates,
        List<Reason> avoid) {
    public Variables {
        avoid = List.copyOf(avoid);
    }

    public static Variables forSkeleton(JsonNode input) {
        return new Variables(input, null, null, null, null, List.of());
    }

    /** Of an item that depends on no other. */
    public static Variables forItem(JsonNode input, JsonNode header, JsonNode spec) {
        return forItem(input, header, spec, JsonNodeFactory.instance.arrayNode());
    }

    public static Variables forItem(JsonNode input, JsonNode header, JsonNode spec, JsonNode results) {
        return new Variables(input, header, spec, results, null, List.of());
    }

    /** The same with what was dealt to the item. */
    public Variables offered(JsonNode dealt) {
        return new Variables(input, header, spec, results, dealt, avoid);
    }

    /** What several items of a plan have in common. */
    Variables shared() {
        return new Variables(input, header, null, null, null, List.of());
    }

    /** The same for an item that is to be mended. */
    public Variables avoiding(List<Reason> reasons) {
        return new Variables(input, header, spec, results, candidates, reasons);
    }
}
