package io.armature.blueprints;

import io.armature.blueprints.Yaml.Mapping;
import io.armature.blueprints.Yaml.Node;
import io.armature.blueprints.Yaml.Scalar;
import io.armature.blueprints.Yaml.Sequence;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that blueprint.yaml holds for others to see, as JSON: numbers, true and false only without quotes. */
final class YamlJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private YamlJson() {}

    static JsonNode of(Node node) {
        return switch (node) {
            case Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.members().forEach((name, member) -> object.set(name, of(member)));
                yield object;
            }
            case Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.entries().forEach(entry -> array.add(of(entry)));
                yield array;
            }
            case Scalar scalar -> scalar.plain() ? plain(scalar.text()) : JSON.stringNode(scalar.text());
        };
    }

    private static JsonNode plain(String text) {
        if (text.matches("-?\\d{1,9}")) {
            return JSON.numberNode(Integer.parseInt(text));
        }
        if (text.matches("-?\\d{1,15}\\.\\d{1,9}")) {
            return JSON.numberNode(new BigDecimal(text));
        }
        return switch (text) {
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            case "", "~", "null" -> JSON.nullNode();
            default -> JSON.stringNode(text);
        };
    }
}
