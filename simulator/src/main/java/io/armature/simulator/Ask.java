package io.armature.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a chat request asks for, as far as the simulator understands it. */
record Ask(String model, String schemaName, JsonNode schema, String prompt, int maxTokens) {
    private static final Pattern SCHEMA =
            Pattern.compile("<schema name=\"([^\"]+)\">\\s*(.*?)\\s*</schema>", Pattern.DOTALL);

    static Ask of(JsonNode request) {
        StringBuilder prompt = new StringBuilder();
        request.path("messages")
                .forEach(message -> prompt.append(
                                message.path("content").asStringOpt().orElse(""))
                        .append('\n'));
        String model = request.path("model").asStringOpt().orElse("");
        int maxTokens = request.path("max_tokens").asInt(4096);
        JsonNode held = request.path("response_format").path("json_schema");
        if (held.isObject()) {
            return new Ask(model, held.path("name").asString(""), held.path("schema"), prompt.toString(), maxTokens);
        }
        Matcher asked = SCHEMA.matcher(prompt);
        return asked.find()
                ? new Ask(
                        model,
                        asked.group(1),
                        JsonMapper.shared().readTree(asked.group(2)),
                        prompt.toString(),
                        maxTokens)
                : new Ask(model, "", MissingNode.getInstance(), prompt.toString(), maxTokens);
    }

    /** The JSON of a data block of the prompt. */
    JsonNode block(String name) {
        int open = prompt.indexOf("<" + name + ">\n");
        int close = open < 0 ? -1 : prompt.indexOf("\n</" + name + ">", open);
        return close < 0
                ? MissingNode.getInstance()
                : JsonMapper.shared().readTree(prompt.substring(open + name.length() + 3, close));
    }

    /** Name of what is asked for: an item's id, or {@code skeleton}. */
    String item() {
        return schemaName.endsWith("--skeleton")
                ? "skeleton"
                : Optional.of(block("spec"))
                        .map(spec -> spec.path("meal_id")
                                .asStringOpt()
                                .orElseGet(() -> spec.path("id").asString("")))
                        .orElse("");
    }
}
