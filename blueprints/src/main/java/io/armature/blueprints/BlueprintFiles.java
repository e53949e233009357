package io.armature.blueprints;

import java.util.Map;
import java.util.TreeMap;

/**
 * The files of one blueprint as text, by name relative to its folder; {@code blueprint.yaml} is one of them.
 *
 * @param byName file name to text
 */
public record BlueprintFiles(Map<String, String> byName) {
    public BlueprintFiles {
        byName = java.util.Collections.unmodifiableMap(new TreeMap<>(byName));
    }
}
