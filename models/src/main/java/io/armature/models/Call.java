package io.armature.models;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One model call.
 *
 * @param model name in the catalogue
 * @param system standing instructions
 * @param messages alternating, the user's first and last
 * @param maxTokens budget of the answer, in tokens, at least 1
 * @param temperature 0-2
 * @param timeout from sending to the last byte of the answer
 * @param output form the answer must have, held by the provider where the model can, and asked for in the prompt where
 *     not
 */
public record Call(
        String model,
        String system,
        List<Message> messages,
        int maxTokens,
        double temperature,
        Duration timeout,
        Optional<OutputSchema> output) {
    /** One turn of the conversation. */
    public record Message(Role role, String text) {}

    /** Who speaks. */
    public enum Role {
        USER,
        ASSISTANT
    }

    /** A JSON Schema (2020-12) with the name it has at the provider. */
    public record OutputSchema(String name, JsonNode schema) {}

    public Call {
        messages = List.copyOf(messages);
        if (maxTokens < 1 || !timeout.isPositive()) {
            throw new IllegalArgumentException("maxTokens and timeout of a call must be positive");
        }
    }
}
