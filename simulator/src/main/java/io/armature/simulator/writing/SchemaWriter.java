package io.armature.simulator.writing;

import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * For a blueprint that the simulator does not know: a small instance of the output schema. A member that the item's
 * spec or the input has under the same name is repeated from there (so {@code meal_id} is the asked one), a list of
 * objects has as many entries as the input's {@code items} says, and every {@code id} in a list is another.
 *
 * <p>Known to it: {@code type}, {@code const}, {@code enum}, {@code properties} with {@code required}, {@code items},
 * {@code prefixItems}, {@code anyOf}, {@code oneOf}, {@code allOf}, local {@code $ref}, bounds of numbers, strings and
 * lists, and patterns as far as {@link PatternText} knows them. Other keywords are not looked at.
 */
final class SchemaWriter implements Writer {
    /** References may turn in circles. */
    private static final int DEEPEST = 30;

    @Override
    public JsonNode write(Ask ask, RandomGenerator random) {
        return ask.schema().isObject()
                ? new Instance(ask, random).of(ask.schema(), "", 0)
                : JsonMapper.shared().createObjectNode().put("text", "Invented by a simulator.");
    }

    /** The rules of an unknown blueprint are unknown too; a missing member breaks any. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        JsonNode wrong = content.deepCopy();
        if (wrong instanceof ObjectNode object && !object.isEmpty()) {
            object.remove(object.propertyNames().iterator().next());
        }
        return wrong;
    }

    /** One instance in the making. */
    private static final class Instance {
        private final Ask ask;
        private final RandomGenerator random;
        private final SchemaStrings strings;
        private int entry;

        Instance(Ask ask, RandomGenerator random) {
            this.ask = ask;
            this.random = random;
            this.strings = new SchemaStrings(random);
        }

        JsonNode of(JsonNode given, String name, int depth) {
            JsonNode schema = resolved(given);
            if (schema.has("const")) {
                return schema.path("const");
            }
            if (schema.path("enum").isArray()) {
                JsonNode values = schema.path("enum");
                return values.path(random.nextInt(values.size()));
            }
            return switch (type(schema)) {
                case "object" -> object(schema, depth);
                case "array" -> array(schema, name, depth);
                case "integer", "number" -> number(schema);
                case "boolean" -> JsonMapper.shared().getNodeFactory().booleanNode(random.nextBoolean());
                case "null" -> JsonMapper.shared().getNodeFactory().nullNode();
                default -> JsonMapper.shared().getNodeFactory().stringNode(strings.of(schema, name, entry));
            };
        }

        private ObjectNode object(JsonNode schema, int depth) {
            ObjectNode object = JsonMapper.shared().createObjectNode();
            schema.path("properties").forEachEntry((name, property) -> {
                boolean required = schema.path("required")
                        .valueStream()
                        .anyMatch(r -> r.asString("").equals(name));
                if (required || depth < 3) {
                    object.set(
                            name,
                            depth < DEEPEST
                                    ? member(name, property, depth)
                                    : JsonMapper.shared().nullNode());
                }
            });
            return object;
        }

        /** What the spec or the input says under this name, when its type fits; else something new. */
        private JsonNode member(String name, JsonNode property, int depth) {
            if (depth == 0) {
                for (JsonNode given : new JsonNode[] {ask.spec(), ask.input()}) {
                    JsonNode value = given.path(name);
                    if (value.isValueNode() && fits(value, type(resolved(property)))) {
                        return value;
                    }
                }
            }
            return of(property, name, depth + 1);
        }

        private static boolean fits(JsonNode value, String type) {
            return switch (type) {
                case "string" -> value.isString();
                case "integer" -> value.isIntegralNumber();
                case "number" -> value.isNumber();
                case "boolean" -> value.isBoolean();
                default -> false;
            };
        }

        private ArrayNode array(JsonNode schema, String name, int depth) {
            ArrayNode array = JsonMapper.shared().createArrayNode();
            schema.path("prefixItems").forEach(item -> array.add(of(item, name, depth + 1)));
            JsonNode items = schema.path("items");
            int wanted = type(resolved(items)).equals("object") && depth <= 1
                    ? ask.input().path("items").asInt(2)
                    : 1;
            int size = Math.clamp(
                    wanted,
                    schema.path("minItems").asInt(0),
                    Math.max(
                            schema.path("minItems").asInt(0),
                            schema.path("maxItems").asInt(Integer.MAX_VALUE)));
            while (items.isObject() && array.size() < size && depth < DEEPEST) {
                entry++;
                array.add(of(items, name, depth + 1));
            }
            return array;
        }

        private JsonNode number(JsonNode schema) {
            boolean integer = type(schema).equals("integer");
            double smallest = integer ? 1 : 0.001;
            double least = schema.path("minimum")
                    .asDouble(schema.path("exclusiveMinimum").asDouble(Double.NaN) + smallest);
            double most = schema.path("maximum")
                    .asDouble(schema.path("exclusiveMaximum").asDouble(Double.NaN) - smallest);
            double from = !Double.isNaN(least) ? least : Double.isNaN(most) ? 1 : most - 9;
            double to = !Double.isNaN(most) ? Math.min(most, from + 10) : from + 9;
            double value = Math.floor(from) + random.nextInt((int) Math.max(1, to - from + 1));
            double step = schema.path("multipleOf").asDouble(0);
            if (step > 0) {
                double above = Math.ceil(value / step) * step;
                value = above <= to ? above : Math.floor(to / step) * step;
            }
            double held = Math.clamp(value, from, Math.max(from, to));
            return integer
                    ? JsonMapper.shared().getNodeFactory().numberNode((long) Math.ceil(held))
                    : JsonMapper.shared().getNodeFactory().numberNode(held);
        }

        /** Follows a local reference, and takes the first of alternatives. */
        private JsonNode resolved(JsonNode schema) {
            JsonNode at = schema;
            for (int i = 0; i < DEEPEST; i++) {
                if (at.path("$ref").asString("").startsWith("#")) {
                    at = ask.schema().at(at.path("$ref").asString("").substring(1));
                } else if (at.path("anyOf").isArray()) {
                    at = at.path("anyOf").path(0);
                } else if (at.path("oneOf").isArray()) {
                    at = at.path("oneOf").path(0);
                } else if (at.path("allOf").isArray()) {
                    at = merged(at);
                } else {
                    return at;
                }
            }
            return at;
        }

        private JsonNode merged(JsonNode schema) {
            ObjectNode whole = (ObjectNode) schema.deepCopy();
            JsonNode parts = whole.path("allOf");
            whole.remove("allOf");
            parts.forEach(part -> resolved(part).forEachEntry((name, value) -> {
                if (value.isObject() && whole.path(name) instanceof ObjectNode both) {
                    both.setAll((ObjectNode) value);
                } else if (value.isArray() && whole.path(name) instanceof ArrayNode both) {
                    both.addAll((ArrayNode) value);
                } else {
                    whole.set(name, value);
                }
            }));
            return whole;
        }

        private static String type(JsonNode schema) {
            JsonNode type = schema.path("type");
            if (type.isArray()) {
                return type.path(0).asString("string");
            }
            return type.asString(schema.has("properties") ? "object" : schema.has("items") ? "array" : "string");
        }
    }
}
