package io.armature.blueprints;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A place in a schema, references followed: what can be said of the values there.
 *
 * @param root the whole schema, which references are resolved in
 * @param schema the schema of the place
 */
record SchemaPlace(JsonNode root, JsonNode schema) {
    private static final int MOST_REFERENCES = 50;

    static SchemaPlace at(JsonNode root, JsonNode schema) {
        JsonNode place = schema;
        for (int i = 0; i < MOST_REFERENCES && place.path("$ref").isString(); i++) {
            Optional<JsonNode> target = target(root, place.path("$ref").asString());
            if (target.isEmpty()) {
                break;
            }
            place = target.get();
        }
        return new SchemaPlace(root, place);
    }

    /** What a reference within the schema points to: {@code #}, {@code #/…} or the name of an anchor. */
    static Optional<JsonNode> target(JsonNode root, String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        String fragment = java.net.URLDecoder.decode(
                reference.substring(1).replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        if (fragment.isEmpty() || fragment.startsWith("/")) {
            JsonNode target = root.at(JsonPointer.compile(fragment));
            return target.isMissingNode() ? Optional.empty() : Optional.of(target);
        }
        return root.findParents("$anchor").stream()
                .filter(node -> node.path("$anchor").asString("").equals(fragment))
                .findFirst();
    }

    /** The one type that values here have; empty when there may be others. */
    String onlyType() {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            return type.asString();
        }
        JsonNode words = schema.path("enum");
        if (words.isArray() && !words.isEmpty() && words.valueStream().allMatch(JsonNode::isString)) {
            return "string";
        }
        return schema.path("const").isString() ? "string" : "";
    }

    /** Whether an object here may have members that the schema does not name. */
    boolean isOpen() {
        return !schema.path("properties").isObject()
                || schema.has("allOf")
                || schema.has("anyOf")
                || schema.has("oneOf")
                || schema.has("$ref")
                || schema.has("patternProperties")
                || schema.path("additionalProperties").isObject();
    }

    Collection<String> members() {
        return schema.path("properties").propertyNames();
    }

    Optional<JsonNode> member(String name) {
        return Optional.ofNullable(schema.path("properties").get(name));
    }

    Optional<SchemaPlace> below(String name) {
        return member(name).map(below -> at(root, below));
    }

    boolean requires(String name) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(member -> required.add(member.asString("")));
        return required.contains(name);
    }

    Optional<JsonNode> items() {
        return Optional.ofNullable(schema.get("items")).filter(JsonNode::isObject);
    }

    Optional<SchemaPlace> entry() {
        return items().map(items -> at(root, items));
    }

    /** Of an object or array: nothing more is known of a scalar's members. */
    boolean isScalar() {
        return List.of("string", "number", "integer", "boolean", "null").contains(onlyType());
    }
}
