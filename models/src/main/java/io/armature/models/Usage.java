package io.armature.models;

/**
 * Tokens of a call; all at least 0.
 *
 * @param promptTokens of the prompt, the cached ones included
 * @param cachedTokens the part of the prompt served from the provider's cache
 * @param completionTokens of the answer
 * @param estimated false as the provider counted them; true where it reported none and they are our estimate
 */
public record Usage(int promptTokens, int cachedTokens, int completionTokens, boolean estimated) {
    public static final Usage NONE = new Usage(0, 0, 0);

    /** As the provider counted. */
    public Usage(int promptTokens, int cachedTokens, int completionTokens) {
        this(promptTokens, cachedTokens, completionTokens, false);
    }

    public Usage {
        if (promptTokens < 0 || completionTokens < 0 || cachedTokens < 0 || cachedTokens > promptTokens) {
            throw new IllegalArgumentException("token counts must be at least 0, and cached ones at most the prompt's");
        }
    }
}
