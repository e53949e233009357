package io.armature.models;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who serves models.
 *
 * @param kind the wire format it speaks
 * @param baseUrl up to and with the version, for example {@code https://openrouter.ai/api/v1}; a URL without a path
 *     gets {@code /v1}
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
        if (kind == null || baseUrl == null) {
            throw new IllegalArgumentException("a model provider needs kind (openai or anthropic) and base-url");
        }
        String scheme = baseUrl.getScheme();
        if (baseUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "the base-url of a model provider must start with http:// or https://, but it is '" + baseUrl
                            + "'");
        }
        String text = baseUrl.toString().replaceAll("/+$", "");
        baseUrl = URI.create(URI.create(text).getPath().isEmpty() ? text + "/v1" : text);
    }

    @Override
    public String toString() {
        return "ProviderSettings[kind=" + kind + ", baseUrl=" + baseUrl + "]";
    }
}
