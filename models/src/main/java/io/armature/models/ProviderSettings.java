package io.armature.models;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who serves models.
 *
 * @param kind the wire format it speaks
 * @param baseUrl up to and with the version, for example {@code https://openrouter.ai/api/v1}
 * @param apiKey empty for a server that wants none; never logged
 */
public record ProviderSettings(
        Kind kind, URI baseUrl, @Nullable String apiKey) {
    /** Wire formats. */
    public enum Kind {
        /** OpenAI chat completions: OpenAI, OpenRouter, Mistral, vLLM, Ollama, llama.cpp and many more. */
        OPENAI,
        /** Anthropic messages. */
        ANTHROPIC
    }

    public ProviderSettings {
        if (baseUrl.getScheme() == null || !baseUrl.getScheme().startsWith("http")) {
            throw new IllegalArgumentException(
                    "the base-url of a model provider must start with http:// or https://, but it is '" + baseUrl
                            + "'");
        }
        String text = baseUrl.toString();
        baseUrl = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : baseUrl;
    }

    @Override
    public String toString() {
        return "ProviderSettings[kind=" + kind + ", baseUrl=" + baseUrl + "]";
    }
}
