package io.armature.blueprints;

import com.samskivert.mustache.Template;
import io.armature.blueprints.Yaml.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads {@code split} of a kind: how an item that stays cut off is written in two. */
final class SplitReader {
    private SplitReader() {}

    /**
     * How, or empty where the blueprint does not allow it, or that is faulty.
     *
     * @param variables the schemas of what the item's prompts see
     */
    static Optional<ReadSplit.Ask> read(
            Parts parts, Section kind, Optional<AnswerSchema> schema, Map<String, JsonNode> variables) {
        return kind.optionalSection("split").flatMap(section -> {
            Map<String, JsonNode> seen = new LinkedHashMap<>(variables);
            seen.put("fast", StageReader.TRUTH);
            Optional<Template> outline = parts.template(section, "outline", seen);
            seen.put("outline", ReadSplit.OUTLINE);
            seen.put("half", ReadSplit.HALF);
            Optional<Template> half = parts.template(section, "half", seen);
            List<String> join = new ArrayList<>();
            for (Scalar name : section.texts("join")) {
                join.add(name.text());
                schema.ifPresent(form -> list(section, name, form.source()));
            }
            if (join.isEmpty()) {
                section.fault(
                        section.place("join"),
                        "'" + section.path("join") + "' names no list",
                        "Name the lists of the content that two halves make up, as in [files]");
            }
            section.refuseOthers();
            return outline.flatMap(first -> half.map(then -> new ReadSplit.Ask(first, then, join)));
        });
    }

    private static void list(Section section, Scalar name, JsonNode schema) {
        SchemaPlace content = SchemaPlace.at(schema, schema);
        boolean isList = content.below(name.text())
                .filter(place -> place.onlyType().equals("array"))
                .isPresent();
        if (!isList || !content.requires(name.text())) {
            section.fault(
                    name.place(),
                    "'" + section.path("join") + "' names '" + Reasons.trimmed(name.text(), 60)
                            + "', which is no required list of the content",
                    "Name one of " + content.members() + " that is required and of 'type: array'");
        }
    }
}
