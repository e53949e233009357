package io.armature.blueprints;

import io.armature.blueprints.Yaml.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads {@code items}: how a skeleton becomes items. */
final class ItemsReader {
    private ItemsReader() {}

    static Optional<ItemsOfSkeleton> read(
            Section items, Optional<AnswerSchema> skeletonSchema, Optional<Set<String>> kinds) {
        Optional<String> each = items.text("each");
        Optional<String> id = items.text("id");
        Optional<String> kind = items.text("kind");
        Optional<String> title = items.optional("title").map(Scalar::text);
        items.refuseOthers();
        if (kind.isPresent() && kinds.isPresent() && !kinds.get().contains(kind.get())) {
            items.fault(
                    items.place("kind"),
                    "'items.kind' is '" + kind.get() + "', which is not under 'kinds'",
                    "Add it there, or name one of " + kinds.get());
        }
        if (each.isEmpty() || id.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        ItemsOfSkeleton read = new ItemsOfSkeleton(each.get(), id.get(), title.orElse(id.get()), kind.get());
        skeletonSchema.ifPresent(schema -> ItemPlaces.check(items, read, schema.source()));
        return Optional.of(read);
    }

    /** The variables that an item's prompts and rules see, as far as the schemas are known. */
    static Map<String, JsonNode> variables(JsonNode inputs, JsonNode skeletons, Optional<ItemsOfSkeleton> items) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        variables.put("input", inputs);
        variables.put(
                "header", items.map(i -> ItemPlaces.headerSchema(i, skeletons)).orElse(Parts.ANYTHING));
        variables.put(
                "spec", items.map(i -> ItemPlaces.specSchema(i, skeletons)).orElse(Parts.ANYTHING));
        return variables;
    }
}
