package io.armature.models;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completions (POST /chat/completions), as many providers and local servers speak it. */
final class OpenAiProvider implements Provider {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ProviderSettings settings;

    OpenAiProvider(ProviderSettings settings) {
        this.settings = settings;
    }

    @Override
    public WireRequest write(Call call, ModelSettings model) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model.model());
        Optional<String> effort = model.effort();
        // Models that reason refuse the older name of the budget; servers that speak the format may know it alone.
        body.put(effort.isPresent() ? "max_completion_tokens" : "max_tokens", call.maxTokens());
        effort.ifPresent(how -> body.put("reasoning_effort", how));
        if (effort.isEmpty() || effort.get().equals("none")) {
            body.put("temperature", call.temperature());
        }
        ArrayNode messages = body.putArray("messages");
        messages.addObject()
                .put("role", "system")
                .put("content", SchemaInPrompt.system(call, model.structuredOutputs()));
        for (Call.Message message : call.messages()) {
            messages.addObject()
                    .put("role", message.role() == Call.Role.USER ? "user" : "assistant")
                    .put("content", message.text());
        }
        if (model.structuredOutputs()) {
            call.output().ifPresent(output -> {
                ObjectNode schema = body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
                schema.put("name", output.name())
                        .put("strict", HeldSchema.isStrict(output.schema()))
                        .set("schema", output.schema());
            });
        }
        Map<String, String> headers = new HashMap<>();
        if (settings.apiKey() != null && !settings.apiKey().isBlank()) {
            headers.put("Authorization", "Bearer " + settings.apiKey());
        }
        return new WireRequest("/chat/completions", headers, body);
    }

    @Override
    public Reply read(String body, Optional<String> requestId) {
        JsonNode answer = JSON.readTree(body);
        JsonNode choice = answer.path("choices").path(0);
        if (!choice.isObject()) {
            // Gateways such as OpenRouter report an upstream's failure in the body of a 200.
            return withoutAnswer(answer.path("error").path("code").asInt(0), ErrorBody.message(body));
        }
        JsonNode message = choice.path("message");
        Optional<String> id = requestId.or(
                () -> Optional.ofNullable(answer.path("id").asStringOpt().orElse(null)));
        Usage usage = usage(answer.path("usage"));
        String text = message.path("content").asStringOpt().orElse("");
        String refusal = message.path("refusal").asStringOpt().orElse("");
        String finish = choice.path("finish_reason").asStringOpt().orElse("");
        if (!refusal.isEmpty()) {
            return new Reply.Refused(refusal, usage, id);
        }
        return switch (finish) {
            case "stop" -> new Reply.Answered(text, usage, id);
            case "length" -> new Reply.CutOff(text, usage, id);
            case "content_filter" -> new Reply.Refused("stopped by the provider's content filter", usage, id);
            // What ended for a reason we do not know must not pass for whole.
            default -> new Reply.CutOff(text, usage, id);
        };
    }

    private static Reply withoutAnswer(int code, String message) {
        return code == 429
                ? new Reply.Throttled(Optional.empty(), "status 200 with error 429: " + message)
                : new Reply.Unavailable(Optional.empty(), "status 200 without an answer: " + message);
    }

    private static Usage usage(JsonNode usage) {
        int prompt = Math.max(0, usage.path("prompt_tokens").asInt(0));
        int cached = usage.path("prompt_tokens_details").path("cached_tokens").asInt(0);
        return new Usage(
                prompt,
                Math.clamp(cached, 0, prompt),
                Math.max(0, usage.path("completion_tokens").asInt(0)));
    }
}
