package io.armature.models;

/**
 * Tokens as the provider counted them; all at least 0.
 *
 * @param promptTokens of the prompt, the cached ones included
 * @param cachedTokens the part of the prompt served from the provider's cache
 * @param completionTokens of the answer
 */
public record Usage(int promptTokens, int cachedTokens, int completionTokens) {
    public static final Usage NONE = new Usage(0, 0, 0);

    public Usage {
        if (promptTokens < 0 || completionTokens < 0 || cachedTokens < 0 || cachedTokens > promptTokens) {
            throw new IllegalArgumentException("token counts must be at least 0, and cached ones at most the prompt's");
        }
    }
}
