package io.armature.blueprints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final Optional<ItemSource> items;
    private final Optional<Distinctness> distinctness;

    /** @param items empty where they are faulty */
    SingleReader(
            Parts parts,
            JsonNode inputs,
            DocumentSection document,
            Optional<ItemSource> items,
            Optional<Distinctness> distinctness) {
        this.parts = parts;
        this.inputs = inputs;
        this.document = document;
        this.items = items;
        this.distinctness = distinctness;
    }

    /** @param ofAllItems the section with the rules that every item holds */
    Optional<Stage> read(
            String blueprint,
            Section section,
            Optional<Section> skeleton,
            Optional<Section> ofAllItems,
            Optional<Section> kinds) {
        if (document.schema().isEmpty()) {
            section.fault(
                    section.place(),
                    "'single' needs the document's schema, and 'document.schema' is missing or faulty",
                    "Describe the whole document in 'document.schema'");
        }
        WholeRules rules = new WholeRules(
                document,
                items,
                distinctness,
                skeleton.map(s -> parts.applicableRules(s, Map.of("input", inputs, "content", form())))
                        .orElse(List.of()),
                kinds.map(k -> ofKinds(k, ofAllItems)).orElse(Map.of()));
        return new StageReader(parts)
                .read(
                        blueprint + "--single",
                        section,
                        document.schema(),
                        Map.of("input", inputs),
                        List.of(section),
                        (seen, content) -> rules.broken(seen.input(), content),
                        Keeping.NOTHING)
                .map(read -> read);
    }

    private JsonNode form() {
        return Parts.source(document.schema());
    }

    private Map<String, List<Rule>> ofKinds(Section kinds, Optional<Section> ofAllItems) {
        JsonNode entries = ItemPlaces.entrySchema(document.items(), form());
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        kinds.all().forEach((kind, section) -> {
            Map<String, JsonNode> variables = new LinkedHashMap<>();
            variables.put("input", inputs);
            variables.put("header", withoutItems());
            variables.put("content", entries);
            spec(kind, entries).ifPresent(spec -> variables.put("spec", spec));
            rules.put(
                    kind,
                    Stream.concat(ofAllItems.stream(), Stream.of(section))
                            .flatMap(owner -> parts.applicableRules(owner, variables).stream())
                            .toList());
        });
        return rules;
    }

    /** What is known of an entry's spec: all of it where entries hold it, or where the blueprint lists the items. */
    private Optional<JsonNode> spec(String kind, JsonNode entries) {
        return document.filling().merges()
                ? Optional.of(entries)
                : items.filter(FixedItems.class::isInstance).map(fixed -> fixed.specSchema(kind, Parts.ANYTHING));
    }

    private JsonNode withoutItems() {
        JsonNode copy = form().deepCopy();
        if (copy.path("properties") instanceof ObjectNode properties) {
            properties.remove(document.items());
        }
        return copy;
    }
}
