package io.armature.blueprints;

import io.armature.blueprints.Yaml.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code items}: how a skeleton becomes items. */
final class ItemsReader {
    /** What an item sees of those that it depends on. */
    private static final JsonNode RESULTS = JsonMapper.shared().readTree("""
            {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["itemId", "kind", "title", "content"],
              "properties": {"itemId": {"type": "string"}, "kind": {"type": "string"}, "title": {"type": "string"},
                "content": {}}}}
            """);

    /** What it was dealt. */
    private static final JsonNode LIST = JsonMapper.shared().readTree("{\"type\": \"array\", \"items\": {}}");

    private ItemsReader() {}

    static Optional<ItemSource> read(
            Section items, Optional<AnswerSchema> skeletonSchema, Optional<Set<String>> kinds) {
        items.sections("rules"); // read for each kind, with what its items look like
        if (items.keys().contains("fixed")) {
            return FixedItemsReader.read(items, kinds).map(fixed -> fixed);
        }
        Optional<String> each = items.text("each");
        Optional<String> id = items.text("id");
        Optional<KindOf> kind = kind(items);
        Optional<String> title = items.optional("title").map(Scalar::text);
        Optional<String> dependsOn = items.optional("dependsOn").map(Scalar::text);
        boolean goesOnWithout = goesOnWithout(items).orElse(false);
        items.refuseOthers();
        kind.filter(k -> !k.isMember()).ifPresent(k -> isKnown(items, "kind", k.name(), kinds));
        if (each.isEmpty() || id.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        ItemsOfSkeleton read =
                new ItemsOfSkeleton(each.get(), id.get(), title.orElse(id.get()), kind.get(), dependsOn, goesOnWithout);
        skeletonSchema.ifPresent(schema -> ItemPlaces.check(items, read, schema.source(), kinds));
        return Optional.of(read);
    }

    /** One kind for all, or the member of an entry that says which. */
    private static Optional<KindOf> kind(Section items) {
        if (!items.isSection("kind")) {
            return items.text("kind").map(name -> new KindOf(name, false));
        }
        return items.section("kind").flatMap(section -> {
            Optional<String> from = section.text("from");
            section.refuseOthers();
            return from.map(name -> new KindOf(name, true));
        });
    }

    /** What happens to an item of which a dependency failed: {@code skip} (false) or {@code continue} (true). */
    static Optional<Boolean> goesOnWithout(Section section) {
        return section.optional("whenDependencyFails").flatMap(scalar -> switch (scalar.text()) {
            case "skip" -> Optional.of(false);
            case "continue" -> Optional.of(true);
            default ->
                section.fault(
                        scalar.place(),
                        "'" + section.path("whenDependencyFails") + "' is '" + Reasons.trimmed(scalar.text(), 60) + "'",
                        "Write 'skip', or 'continue' to make the item without it");
        });
    }

    static void isKnown(Section section, String key, String kind, Optional<Set<String>> kinds) {
        if (kinds.isPresent() && !kinds.get().contains(kind)) {
            section.fault(
                    section.place(key),
                    "'" + section.path(key) + "' is '" + kind + "', which is not under 'kinds'",
                    "Add it there, or name one of " + kinds.get());
        }
    }

    /**
     * The variables that the prompts and rules of a kind of item see, as far as the schemas are known.
     *
     * @param retrieves whether items are dealt candidates
     */
    static Map<String, JsonNode> variables(
            String kind, JsonNode inputs, JsonNode skeletons, Optional<ItemSource> items, boolean retrieves) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        variables.put("input", inputs);
        variables.put("header", items.map(i -> i.headerSchema(skeletons)).orElse(Parts.ANYTHING));
        variables.put("spec", items.map(i -> i.specSchema(kind, skeletons)).orElse(Parts.ANYTHING));
        if (items.map(ItemSource::haveDependencies).orElse(true)) {
            variables.put("results", RESULTS);
        }
        if (retrieves) {
            variables.put("candidates", LIST);
        }
        return variables;
    }
}
