package io.armature.blueprints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code single}: the stage that writes the whole document in one call. Its answer is held to the document's own
 * schema and rules, and to those rules of the skeleton and of the items that can be told from a document.
 */
final class SingleReader {
    private final Parts parts;
    private final JsonNode inputs;
    private final DocumentSection document;

    SingleReader(Parts parts, JsonNode inputs, DocumentSection document) {
        this.parts = parts;
        this.inputs = inputs;
        this.document = document;
    }

    /** @param items empty where they are faulty */
    Optional<Stage> read(
            String blueprint,
            Section section,
            Optional<Section> skeleton,
            Optional<Section> kinds,
            Optional<ItemSource> items) {
        if (document.schema().isEmpty()) {
            section.fault(
                    section.place(),
                    "'single' needs the document's schema, and 'document.schema' is missing or faulty",
                    "Describe the whole document in 'document.schema'");
        }
        WholeRules rules = new WholeRules(
                document,
                items,
                skeleton.map(s -> parts.applicableRules(s, Map.of("input", inputs, "content", form())))
                        .orElse(List.of()),
                kinds.map(this::ofKinds).orElse(Map.of()));
        return new StageReader(parts)
                .read(
                        blueprint + "--single",
                        section,
                        document.schema(),
                        Map.of("input", inputs),
                        List.of(section),
                        (seen, content) -> rules.broken(seen.input(), content),
                        Optional.empty())
                .map(read -> read);
    }

    private JsonNode form() {
        return Parts.source(document.schema());
    }

    private Map<String, List<Rule>> ofKinds(Section kinds) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        variables.put("input", inputs);
        variables.put("header", withoutItems());
        JsonNode entries = ItemPlaces.entrySchema(document.items(), form());
        variables.put("content", entries);
        if (document.filling().merges()) {
            variables.put("spec", entries);
        }
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        kinds.all().forEach((kind, section) -> rules.put(kind, parts.applicableRules(section, variables)));
        return rules;
    }

    private JsonNode withoutItems() {
        JsonNode copy = form().deepCopy();
        if (copy.path("properties") instanceof ObjectNode properties) {
            properties.remove(document.items());
        }
        return copy;
    }
}
