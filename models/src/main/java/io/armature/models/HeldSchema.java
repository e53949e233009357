package io.armature.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema as a provider can hold an answer to it. What a provider cannot hold is left out there; every answer is
 * checked against the whole schema afterwards, so nothing is lost but one try.
 */
final class HeldSchema {
    /** Anthropic answers 400 to these ("For 'integer' type, property 'minimum' is not supported"). */
    private static final Set<String> NOT_AT_ANTHROPIC = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    /** Their members are schemas by a name that somebody chose: a property called "minimum" is no bound. */
    private static final Set<String> BY_NAME = Set.of("properties", "$defs", "definitions", "patternProperties");

    /** Their content is data, not schema. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples", "required");

    private HeldSchema() {}

    /** Without the bounds that Anthropic refuses, and with every object closed, as it demands. */
    static JsonNode forAnthropic(JsonNode schema) {
        return switch (schema) {
            case ArrayNode alternatives -> {
                ArrayNode held = JsonMapper.shared().createArrayNode();
                alternatives.forEach(one -> held.add(forAnthropic(one)));
                yield held;
            }
            case ObjectNode object -> {
                ObjectNode held = JsonMapper.shared().createObjectNode();
                object.properties().forEach(member -> {
                    String name = member.getKey();
                    if (DATA.contains(name)) {
                        held.set(name, member.getValue());
                    } else if (BY_NAME.contains(name)) {
                        ObjectNode named = held.putObject(name);
                        member.getValue()
                                .properties()
                                .forEach(one -> named.set(one.getKey(), forAnthropic(one.getValue())));
                    } else if (!NOT_AT_ANTHROPIC.contains(name)) {
                        held.set(name, forAnthropic(member.getValue()));
                    }
                });
                if (held.has("properties")) {
                    held.put("additionalProperties", false);
                }
                yield held;
            }
            default -> schema;
        };
    }

    /**
     * Whether the schema lies in the subset that OpenAI's strict mode takes: every object is closed and requires all
     * its properties. Outside of it {@code strict} would be answered with 400.
     */
    static boolean isStrict(JsonNode schema) {
        if (schema.has("properties")) {
            List<String> required = new ArrayList<>();
            schema.path("required").forEach(name -> required.add(name.asString()));
            boolean closed = schema.has("additionalProperties")
                    && !schema.path("additionalProperties").asBoolean(true);
            if (!closed || !required.containsAll(schema.path("properties").propertyNames())) {
                return false;
            }
        }
        return schema.properties().stream()
                .filter(member -> !DATA.contains(member.getKey()))
                .allMatch(member -> BY_NAME.contains(member.getKey())
                        ? member.getValue().properties().stream().allMatch(one -> isStrict(one.getValue()))
                        : isStrictWithin(member.getValue()));
    }

    private static boolean isStrictWithin(JsonNode value) {
        if (!value.isArray()) {
            return isStrict(value);
        }
        for (JsonNode one : value) {
            if (!isStrict(one)) {
                return false;
            }
        }
        return true;
    }
}
