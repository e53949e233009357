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
 */
public record ItemSpec(String itemId, String kind, String title, JsonNode spec, List<String> dependsOn) {
    public ItemSpec {
        dependsOn = List.copyOf(dependsOn);
    }
}
