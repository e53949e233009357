package io.armature.blueprints;

import io.armature.blueprints.Yaml.Scalar;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands in a document for an item.
 *
 * @param merges whether an entry is the skeleton's entry and the item's content in one; otherwise the content alone
 * @param keepsMissing whether the skeleton's entry stands where an item is missing; otherwise nothing does
 */
record Filling(boolean merges, boolean keepsMissing) {
    static final Filling CONTENT_ONLY = new Filling(false, false);

    /** Reads {@code merge} and {@code missing} of {@code document}. */
    static Filling read(Section document) {
        boolean merges = choice(document, "merge", "true", "false");
        boolean keeps = choice(document, "missing", "spec", "nothing");
        return new Filling(merges, keeps);
    }

    private static boolean choice(Section document, String key, String yes, String no) {
        Optional<Scalar> said = document.optional(key);
        said.filter(scalar -> !scalar.text().equals(yes) && !scalar.text().equals(no))
                .ifPresent(scalar -> document.fault(
                        scalar.place(),
                        "'" + document.path(key) + "' is '" + Reasons.trimmed(scalar.text(), 60) + "'",
                        "Write '" + yes + "' or '" + no + "'"));
        return said.filter(scalar -> scalar.text().equals(yes)).isPresent();
    }

    /** The entry of an item; empty where nothing stands for it. */
    Optional<JsonNode> entry(JsonNode spec, Optional<JsonNode> content) {
        if (content.isEmpty()) {
            return keepsMissing ? Optional.of(spec) : Optional.empty();
        }
        if (merges && spec instanceof ObjectNode object && content.get() instanceof ObjectNode more) {
            return Optional.of(object.deepCopy().setAll(more));
        }
        return content;
    }
}
