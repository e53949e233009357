package io.armature.blueprints;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where a skeleton's schema says the items are. */
final class ItemPlaces {
    private ItemPlaces() {}

    /** Tells what {@code items} names and the skeleton's schema does not have. */
    static void check(Section section, ItemsOfSkeleton items, JsonNode skeletonSchema, Optional<Set<String>> kinds) {
        SchemaPlace skeleton = SchemaPlace.at(skeletonSchema, skeletonSchema);
        if (skeleton.isOpen() && skeleton.member(items.each()).isEmpty()) {
            section.fault(
                    section.place("each"),
                    "'items.each' is '" + items.each() + "', which the skeleton's schema does not name",
                    "Name it under 'properties' of the skeleton's schema");
            return;
        }
        Optional<SchemaPlace> each = skeleton.below(items.each());
        Optional<SchemaPlace> entry =
                each.filter(e -> e.onlyType().equals("array")).flatMap(SchemaPlace::entry);
        if (each.isEmpty()) {
            section.fault(
                    section.place("each"),
                    "'items.each' is '" + items.each() + "', which the skeleton's schema does not have",
                    "Name one of " + skeleton.members());
        } else if (!skeleton.requires(items.each())) {
            section.fault(
                    section.place("each"),
                    "'items.each' is '" + items.each() + "', which a skeleton may lack",
                    "Put it under 'required' of the skeleton's schema");
        } else if (entry.isEmpty() || !entry.get().onlyType().equals("object")) {
            section.fault(
                    section.place("each"),
                    "'items.each' is '" + items.each() + "', which is no array of objects in the skeleton's schema",
                    "Give it 'type: array' and 'items' of 'type: object'");
        } else {
            member(section, "id", items.id(), entry.get());
            member(section, "title", items.title(), entry.get());
            if (items.kind().isMember()) {
                kind(section, items.kind().name(), entry.get(), kinds);
            }
            items.dependsOn().ifPresent(name -> dependencies(section, name, entry.get()));
        }
    }

    /** A skeleton that is accepted must not name a kind that there is not. */
    private static void kind(Section section, String name, SchemaPlace entry, Optional<Set<String>> kinds) {
        Optional<SchemaPlace> place = entry.below(name);
        JsonNode words = place.map(p -> p.schema().path("enum"))
                .orElse(JsonMapper.shared().createArrayNode());
        if (place.isEmpty() || !entry.requires(name) || !place.get().onlyType().equals("string") || words.isEmpty()) {
            section.fault(
                    section.place("kind"),
                    "'items.kind.from' is '" + name + "', which is no required 'enum' of texts of an entry",
                    "Let the skeleton's schema list the kinds there, and require it");
        } else {
            words.forEach(word -> {
                if (kinds.isPresent() && !kinds.get().contains(word.asString(""))) {
                    section.fault(
                            section.place("kind"),
                            "'" + name + "' may be '" + Reasons.trimmed(word.asString(""), 60)
                                    + "', which is not under 'kinds'",
                            "Add it there, or name one of " + kinds.get());
                }
            });
        }
    }

    private static void dependencies(Section section, String name, SchemaPlace entry) {
        boolean texts = entry.below(name)
                .filter(place -> place.onlyType().equals("array"))
                .flatMap(SchemaPlace::entry)
                .filter(place -> place.onlyType().equals("string"))
                .isPresent();
        if (!texts) {
            section.fault(
                    section.place("dependsOn"),
                    "'items.dependsOn' is '" + name + "', which is no array of texts of an entry",
                    "Name one of " + entry.members() + " that lists ids, with 'items' of 'type: string'");
        }
    }

    private static void member(Section section, String key, String name, SchemaPlace entry) {
        Optional<SchemaPlace> place = entry.below(name);
        if (place.isEmpty() || !place.get().onlyType().equals("string")) {
            section.fault(
                    section.place(key),
                    "'items." + key + "' is '" + name + "', which is no text of an entry in the skeleton's schema",
                    "Name one of " + entry.members());
        } else if (!entry.requires(name)) {
            section.fault(
                    section.place(key),
                    "'items." + key + "' is '" + name + "', which an entry may lack",
                    "Put it under 'required' of the entries' schema");
        }
    }

    /** What every item sees of the skeleton: all but the items. */
    static JsonNode headerSchema(ItemsOfSkeleton items, JsonNode skeletonSchema) {
        JsonNode copy = skeletonSchema.deepCopy();
        if (copy.path("properties") instanceof ObjectNode properties) {
            properties.remove(items.each());
        }
        return copy;
    }

    /** What an item's own entry looks like, its definitions with it. */
    static JsonNode specSchema(ItemsOfSkeleton items, JsonNode skeletonSchema) {
        return entrySchema(items.each(), skeletonSchema);
    }

    /** What an entry of this list looks like, its definitions with it. */
    static JsonNode entrySchema(String list, JsonNode schema) {
        return SchemaPlace.at(schema, schema)
                .below(list)
                .flatMap(SchemaPlace::entry)
                .map(SchemaPlace::schema)
                .filter(ObjectNode.class::isInstance)
                .map(entry -> {
                    ObjectNode copy = ((ObjectNode) entry).deepCopy();
                    JsonNode definitions = schema.path("$defs");
                    return definitions.isObject() ? copy.set("$defs", definitions) : copy;
                })
                .orElseGet(() -> JsonMapper.shared().createObjectNode());
    }
}
