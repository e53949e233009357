package io.armature.serde;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Schemas as the registry holds them. */
final class SchemaText {
    private static final String JAVA_STRING = "avro.java.string";

    private SchemaText() {}

    /**
     * The schema without {@code avro.java.string}, which Avro's compiler writes into generated classes: it is of no
     * concern to others, and a text that differs by it is another schema to the registry. Exactly what Confluent's
     * {@code avro.remove.java.properties=true} sends.
     */
    static String withoutJavaProperties(Schema schema) {
        JsonNode tree = JsonMapper.shared().readTree(schema.toString());
        strip(tree);
        return parse(tree.toString()).toString();
    }

    /** What others registered is taken as it is: their defaults were their registry's to check. */
    static Schema parse(String text) {
        return new Schema.Parser(NameValidator.NO_VALIDATION)
                .setValidateDefaults(false)
                .parse(text);
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        node.forEach(SchemaText::strip);
    }
}
