package io.armature.blueprints;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How several items of a kind are asked for in one call: one prompt, an answer with one entry for each, and each entry
 * judged by itself. Immutable and thread-safe.
 */
public interface Together {
    /** Most items in one call, {@value #FEWEST} to {@value #LARGEST}. */
    int most();

    /** The least that several are. */
    int FEWEST = 2;

    /** Beyond this an answer hardly stays whole. */
    int LARGEST = 20;

    /** An item of the group. */
    record Member(String itemId, Variables variables) {}

    /**
     * What was found for one member.
     *
     * @param answer its content as it came, for the ask again; empty when the answer has none for it
     */
    record Part(Optional<String> answer, Verdict verdict) {}

    /**
     * The one call as a stage: it accepts whatever lists entries, and is tried once, on the first tier's model, with
     * budget and time-out for all members.
     */
    Stage of(List<Member> members);

    /** What such an answer holds for each member, in their order; nothing is taken from one for another. */
    List<Part> parts(JsonNode answer, List<Member> members);
}
