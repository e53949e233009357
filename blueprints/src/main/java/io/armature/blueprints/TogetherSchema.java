package io.armature.blueprints;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The form of an answer for several items: a list, whose entries say which item they are for. */
final class TogetherSchema {
    /** The list in the answer, and the members of its entries. */
    static final String ITEMS = "items";

    static final String FOR = "for";
    static final String CONTENT = "content";

    private TogetherSchema() {}

    /** The schema of an answer with one entry for each item, from the schema of one. */
    static JsonNode of(JsonNode one) {
        ObjectNode content = moved(one.deepCopy()) instanceof ObjectNode object
                ? object
                : JsonMapper.shared().createObjectNode().put("type", "object");
        ObjectNode whole = JsonMapper.shared().createObjectNode().put("type", "object");
        whole.put("additionalProperties", false).putArray("required").add(ITEMS);
        ObjectNode list = whole.putObject("properties").putObject(ITEMS).put("type", "array");
        ObjectNode entry = list.putObject("items").put("type", "object").put("additionalProperties", false);
        entry.putArray("required").add(FOR).add(CONTENT);
        entry.putObject("properties").set(CONTENT, content).putObject(FOR).put("type", "string");
        // References are to the whole file, so what they lead to stands at its top.
        for (String definitions : List.of("$defs", "definitions")) {
            if (content.has(definitions)) {
                whole.set(definitions, content.remove(definitions));
            }
        }
        content.remove(List.of("$schema", "$id"));
        return whole;
    }

    private static JsonNode moved(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            JsonNode reference = object.path("$ref");
            if (reference.isString()) {
                object.put("$ref", moved(reference.asString()));
            }
        }
        schema.properties().stream()
                .filter(member ->
                        !member.getKey().equals("const") && !member.getKey().equals("enum"))
                .forEach(member -> moved(member.getValue()));
        if (schema.isArray()) {
            schema.forEach(TogetherSchema::moved);
        }
        return schema;
    }

    private static String moved(String reference) {
        boolean stays = reference.startsWith("#/$defs/") || reference.startsWith("#/definitions/");
        return stays || !(reference.equals("#") || reference.startsWith("#/"))
                ? reference
                : "#/properties/" + ITEMS + "/items/properties/" + CONTENT + reference.substring(1);
    }
}
