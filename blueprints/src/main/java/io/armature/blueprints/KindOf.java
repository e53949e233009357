package io.armature.blueprints;

import tools.jackson.databind.JsonNode;

/**
 * Which kind an item of the skeleton is.
 *
 * @param name the kind itself, or the member of the item's entry that says it
 */
record KindOf(String name, boolean isMember) {
    String in(JsonNode spec) {
        return isMember ? spec.path(name).asString("") : name;
    }
}
