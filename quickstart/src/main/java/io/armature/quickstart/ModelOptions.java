package io.armature.quickstart;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say who writes. */
final class ModelOptions {
    @Option(
            names = "--model-base-url",
            paramLabel = "URL",
            description = {
                "A provider that speaks OpenAI's format, its key in OPENAI_API_KEY. Without this option: OPENAI_BASE_URL;",
                "else, with OPENAI_API_KEY or ANTHROPIC_API_KEY alone, that provider's public address; else the simulator."
            })
    private @Nullable String modelBaseUrl;

    @Option(names = "--simulator", description = "The simulator, whatever keys are set: invented content, no cost.")
    private boolean simulator;

    ModelChoice choice() throws Complaint {
        try {
            return ModelChoice.of(
                    Optional.ofNullable(modelBaseUrl).filter(url -> !url.isBlank()), simulator, System.getenv());
        } catch (IllegalArgumentException e) {
            throw Complaint.usage(String.valueOf(e.getMessage()));
        }
    }
}
