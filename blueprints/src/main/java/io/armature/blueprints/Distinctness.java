package io.armature.blueprints;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * How unlike the items of a plan must be.
 *
 * @param kinds of items that are compared with each other
 * @param name the member of the content that names it; two items of one name are alike
 * @param text the members of the content whose words carry its meaning
 * @param threshold cosine of two meanings from which on they are alike, above 0 to 1
 * @param rounds how often an item that is like another is asked for again, 0 to 10
 * @param mustHold whether a plan in which some stay alike is PARTIAL; otherwise it is COMPLETE all the same
 */
public record Distinctness(
        Set<String> kinds, String name, List<String> text, double threshold, int rounds, boolean mustHold) {
    public Distinctness {
        kinds = Set.copyOf(kinds);
        text = List.copyOf(text);
    }

    /** The content's name as it was written; empty when it has none. */
    public String nameOf(JsonNode content) {
        return Words.at(content, List.of(name));
    }

    /** A name by its words alone: no case, accents or signs. */
    public static String normalised(String name) {
        return Words.normalised(name);
    }

    /** What of the content carries its meaning. */
    public String textOf(JsonNode content) {
        return Words.at(content, text);
    }
}
