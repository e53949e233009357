package io.armature.models;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's messages (POST /messages). */
final class AnthropicProvider implements Provider {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String API_VERSION = "2023-06-01";

    private final ProviderSettings settings;

    AnthropicProvider(ProviderSettings settings) {
        this.settings = settings;
    }

    @Override
    public WireRequest write(Call call, ModelSettings model) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model.model());
        body.put("max_tokens", call.maxTokens());
        Optional<String> effort = model.effort();
        if (effort.isEmpty()) {
            body.put("temperature", Math.min(1, call.temperature()));
        } else {
            // A model that reasons refuses a temperature.
            body.putObject("output_config").put("effort", effort.get());
        }
        body.put("system", SchemaInPrompt.system(call, model.structuredOutputs()));
        ArrayNode messages = body.putArray("messages");
        for (Call.Message message : call.messages()) {
            messages.addObject()
                    .put("role", message.role() == Call.Role.USER ? "user" : "assistant")
                    .put("content", message.text());
        }
        if (model.structuredOutputs()) {
            call.output().ifPresent(output -> {
                ObjectNode format = body.withObjectProperty("output_config").putObject("format");
                format.put("type", "json_schema").set("schema", HeldSchema.forAnthropic(output.schema()));
            });
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", API_VERSION);
        if (settings.apiKey() != null && !settings.apiKey().isBlank()) {
            headers.put("x-api-key", settings.apiKey());
        }
        return new WireRequest("/messages", headers, body);
    }

    @Override
    public Reply read(String body, Optional<String> requestId) {
        JsonNode answer = JSON.readTree(body);
        if (!answer.path("content").isArray()) {
            return new Reply.Unavailable(Optional.empty(), "status 200 without an answer: " + ErrorBody.message(body));
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode block : answer.path("content")) {
            if (block.path("type").asStringOpt().orElse("").equals("text")) {
                text.append(block.path("text").asStringOpt().orElse(""));
            }
        }
        Optional<String> id = requestId.or(() -> answer.path("id").asStringOpt());
        Usage usage = usage(answer.path("usage"));
        return switch (answer.path("stop_reason").asStringOpt().orElse("")) {
            case "end_turn", "stop_sequence" -> new Reply.Answered(text.toString(), usage, id);
            case "refusal" -> new Reply.Refused("the model refused", usage, id);
            // max_tokens, model_context_window_exceeded, and reasons we do not know: not whole.
            default -> new Reply.CutOff(text.toString(), usage, id);
        };
    }

    /** Anthropic counts cached tokens beside the input tokens; here the prompt's count holds them all. */
    private static Usage usage(JsonNode usage) {
        int fresh = Math.max(0, usage.path("input_tokens").asInt(0));
        int written = Math.max(0, usage.path("cache_creation_input_tokens").asInt(0));
        int read = Math.max(0, usage.path("cache_read_input_tokens").asInt(0));
        return new Usage(
                fresh + written + read,
                read,
                Math.max(0, usage.path("output_tokens").asInt(0)));
    }
}
