package io.armature.models;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens by characters: a ratio per model, learnt from what its provider counts. Good for reserving, for refusing what
 * is far too long, and for billing where a provider reports nothing; nothing else. Thread-safe.
 */
final class TokenEstimates {
    /** Characters per token before anything is known of a model: OpenAI's rule of thumb for English. */
    static final double AT_FIRST = 4;

    /** How much of what is known a new call replaces. */
    private static final double WEIGHT = 0.1;

    /** One character of CJK may be a token; runs of blanks make long ones. */
    private static final double LEAST = 0.5;

    private static final double MOST = 10;

    private final ModelsSettings settings;
    private final Map<String, Double> charactersPerToken = new ConcurrentHashMap<>();

    TokenEstimates(ModelsSettings settings) {
        this.settings = settings;
    }

    /** Tokens of the call's prompt, its schema included. */
    int prompt(Call call) {
        return tokens(call, characters(call));
    }

    /** Tokens of an answer of that text. */
    int answer(Call call, String text) {
        return tokens(call, text.length());
    }

    /** What the provider counted for the call's prompt. */
    void learn(Call call, int promptTokens) {
        if (promptTokens < 1) {
            return;
        }
        double now = Math.clamp((double) characters(call) / promptTokens, LEAST, MOST);
        charactersPerToken.merge(served(call), now, (before, latest) -> before + WEIGHT * (latest - before));
    }

    private int tokens(Call call, long characters) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, (long)
                Math.ceil(characters / charactersPerToken.getOrDefault(served(call), AT_FIRST))));
    }

    private String served(Call call) {
        return settings.model(call.model()).served();
    }

    private long characters(Call call) {
        boolean held = settings.model(call.model()).structuredOutputs();
        long characters = SchemaInPrompt.system(call, held).length();
        for (Call.Message message : call.messages()) {
            characters += message.text().length();
        }
        return held
                ? characters
                        + call.output()
                                .map(output -> output.schema().toString().length())
                                .orElse(0)
                : characters;
    }
}
