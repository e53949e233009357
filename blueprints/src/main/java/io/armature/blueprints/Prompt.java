package io.armature.blueprints;

import java.util.List;

/**
 * What a model is asked: a conversation that ends with the user's turn.
 *
 * @param system standing instructions
 * @param turns alternating, the user's first and last: the ask, and for a re-ask the bad answer and what is wrong with
 *     it
 */
public record Prompt(String system, List<Turn> turns) {
    /** One turn. */
    public record Turn(Speaker speaker, String text) {}

    /** Who speaks. */
    public enum Speaker {
        USER,
        ASSISTANT
    }

    public Prompt {
        turns = List.copyOf(turns);
        if (turns.isEmpty() || turns.getLast().speaker() != Speaker.USER) {
            throw new IllegalArgumentException("a prompt ends with the user's turn");
        }
    }
}
