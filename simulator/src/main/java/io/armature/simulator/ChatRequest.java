package io.armature.simulator;

import io.armature.simulator.writing.Ask;
import io.armature.simulator.writing.Content;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chat-completions request.
 *
 * @param maxTokens the answer's budget; what is longer is cut off
 * @param item see {@link Ask#item()}
 * @param promptHash see {@link Luck#hash}
 * @param promptTokens see {@link Tokens}
 */
record ChatRequest(String model, int maxTokens, Ask ask, String item, long promptHash, int promptTokens) {
    private static final int MAX_TOKENS = 4_096;

    /**
     * Reads a body.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static ChatRequest of(byte[] body) {
        JsonNode request;
        try {
            request = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
        }
        String model = request.path("model").asString("");
        if (model.isBlank()) {
            throw new IllegalArgumentException("you must provide a model parameter");
        }
        if (!request.path("messages").isArray() || request.path("messages").isEmpty()) {
            throw new IllegalArgumentException("'messages' must be a list with at least one message");
        }
        if (request.path("stream").asBoolean(false)) {
            throw new IllegalArgumentException("this simulator does not stream; leave 'stream' out");
        }
        int maxTokens = request.path("max_completion_tokens")
                .asInt(request.path("max_tokens").asInt(MAX_TOKENS));
        if (maxTokens < 1) {
            throw new IllegalArgumentException("'max_tokens' is at least 1, not " + maxTokens);
        }
        Ask ask = Ask.of(request);
        return new ChatRequest(model, maxTokens, ask, ask.item(), Luck.hash(ask.prompt()), Tokens.of(ask.prompt()));
    }

    /** Ids of the items that the answer will hold: several for a whole document, else the one that is asked for. */
    List<String> items(long seed) {
        return item.equals(Ask.WHOLE)
                ? Content.items(ask, Content.write(ask, Luck.ofContent(seed, promptHash)))
                : List.of(item);
    }
}
