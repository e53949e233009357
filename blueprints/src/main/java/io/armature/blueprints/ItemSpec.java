package io.armature.blueprints;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One item of a skeleton.
 *
 * @param itemId unique in its plan, 1-128 of letters, digits, {@code ._-}
 * @param kind which of the blueprint's kinds of item
 * @param title what the item is, in a few words, for people
 * @param spec what the skeleton says of it
 * @param dependsOn ids of items that must be there first
 * @param goesOnWithout whether it is generated without those of them that ended without content; otherwise it is
 *     skipped then
 */
public record ItemSpec(
        String itemId, String kind, String title, JsonNode spec, List<String> dependsOn, boolean goesOnWithout) {
    public ItemSpec {
        dependsOn = List.copyOf(dependsOn);
    }

    /** An item that can start at once. */
    public static ItemSpec free(String itemId, String kind, String title, JsonNode spec) {
        return new ItemSpec(itemId, kind, title, spec, List.of(), false);
    }
}
