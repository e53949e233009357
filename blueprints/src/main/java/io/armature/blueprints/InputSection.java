package io.armature.blueprints;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What {@code input} says.
 *
 * @param schema empty when it is faulty
 * @param rules what must hold beside the schema
 */
record InputSection(Optional<AnswerSchema> schema, List<Rule> rules) {
    static InputSection read(Parts parts, Section yaml) {
        Optional<Section> input = yaml.section("input");
        Optional<AnswerSchema> schema = input.flatMap(i -> parts.schema(i, "schema"));
        List<Rule> rules = input.map(i -> parts.rules(i, Map.of("input", Parts.source(schema))))
                .orElse(List.of());
        input.ifPresent(Section::refuseOthers);
        return new InputSection(schema, rules);
    }

    JsonNode form() {
        return Parts.source(schema);
    }
}
