package io.armature.simulator.writing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a chat request asks for, as far as the simulator understands it: the name and text of the output schema (from
 * {@code response_format}, or from a {@code <schema name="…">} block of the prompt) and the prompt's data blocks.
 *
 * @param schemaName for example {@code meal-day--meal}; empty when the request names none
 * @param schema the output schema; missing when the request has none
 * @param prompt all messages, one after another
 * @param input what the request is about; missing when the prompt does not tell
 * @param spec what the skeleton says of the asked item; missing when the prompt does not tell
 */
public record Ask(String schemaName, JsonNode schema, String prompt, JsonNode input, JsonNode spec) {
    /** What a whole document in one answer counts as. */
    public static final String WHOLE = "single";

    private static final Pattern SCHEMA_IN_PROMPT =
            Pattern.compile("<schema name=\"([^\"]{1,200})\">\\s*(.*?)\\s*</schema>", Pattern.DOTALL);

    private static final String TOGETHER = "--together";
    private static final String OUTLINE = "--outline";
    private static final String HALF = "--half";

    /** Reads the body of a chat-completions request. */
    public static Ask of(JsonNode request) {
        String prompt = prompt(request.path("messages"));
        JsonNode held = request.path("response_format").path("json_schema");
        if (held.isObject()) {
            return new Ask(held.path("name").asString(""), held.path("schema"), prompt);
        }
        Matcher asked = SCHEMA_IN_PROMPT.matcher(prompt);
        return asked.find()
                ? new Ask(asked.group(1), json(asked.group(2)), prompt)
                : new Ask("", MissingNode.getInstance(), prompt);
    }

    private Ask(String schemaName, JsonNode schema, String prompt) {
        this(schemaName, schema, prompt, block(prompt, "input"), block(prompt, "spec"));
    }

    /** The same ask, for one item of a document that is written as a whole. */
    Ask about(JsonNode item) {
        return new Ask(schemaName, schema, prompt, input, item);
    }

    /** Whether it is for several items of a kind in one answer. */
    public boolean isGroup() {
        return schemaName.endsWith(TOGETHER) && block("specs").isArray();
    }

    /** The ask for the whole item of which this is for the outline or a half; empty for any other. */
    Optional<Ask> ofWhole() {
        return Stream.of(OUTLINE, HALF)
                .filter(schemaName::endsWith)
                .findFirst()
                .map(suffix -> new Ask(
                        schemaName.substring(0, schemaName.length() - suffix.length()), schema, prompt, input, spec));
    }

    /** Whether it is for the outline of an item that is written in two. */
    boolean isOutline() {
        return schemaName.endsWith(OUTLINE);
    }

    /** The asks for the single items of a group, in its order. */
    public List<Ask> members() {
        JsonNode content = schema.at("/properties/items/items/properties/content");
        JsonNode one =
                content instanceof ObjectNode object && schema.path("$defs").isObject()
                        ? object.deepCopy().set("$defs", schema.path("$defs"))
                        : content;
        String name = schemaName.substring(0, schemaName.length() - TOGETHER.length());
        return block("specs")
                .valueStream()
                .map(entry -> new Ask(name, one, prompt, input, entry.path("spec")))
                .toList();
    }

    /**
     * Name of what is asked for: the ids of a group joined by {@code +}, an item's id, {@code skeleton}, {@code single}
     * for a whole document, or empty when the prompt does not tell.
     */
    public String item() {
        if (schemaName.endsWith("--skeleton")) {
            return "skeleton";
        }
        if (isGroup()) {
            return members().stream().map(Ask::item).collect(Collectors.joining("+"));
        }
        if (schemaName.endsWith("--single")) {
            return WHOLE;
        }
        return Stream.concat(Stream.of("id"), spec.propertyNames().stream().filter(name -> name.endsWith("_id")))
                .map(name -> spec.path(name).asStringOpt())
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    /** The JSON of the prompt's first data block of this name; missing when there is none. */
    public JsonNode block(String name) {
        return block(prompt, name);
    }

    /** What the last of the prompt's lists of faults says, in lower case; empty in a first ask. */
    String faults() {
        int open = prompt.lastIndexOf("<faults>\n");
        return open < 0 ? "" : prompt.substring(open).toLowerCase(Locale.ROOT);
    }

    /** The JSON of the first data block of this name. */
    private static JsonNode block(String prompt, String name) {
        String start = "<" + name + ">\n";
        int open = prompt.indexOf(start);
        int close = open < 0 ? -1 : prompt.indexOf("\n</" + name + ">", open);
        return close < 0 ? MissingNode.getInstance() : json(prompt.substring(open + start.length(), close));
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** A message's content is text, or a list of parts with text. */
    private static String prompt(JsonNode messages) {
        StringBuilder prompt = new StringBuilder();
        messages.forEach(message -> {
            JsonNode content = message.path("content");
            content.asStringOpt().ifPresent(prompt::append);
            content.forEach(part -> prompt.append(part.path("text").asString("")));
            prompt.append('\n');
        });
        return prompt.toString();
    }
}
