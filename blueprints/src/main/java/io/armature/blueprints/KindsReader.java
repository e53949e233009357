package io.armature.blueprints;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads {@code kinds}: one stage for each kind of item. */
final class KindsReader {
    private static final String KIND = "[a-z][a-z0-9_-]{0,62}";

    private static final Duration SHORTEST_REUSE = Duration.ofMinutes(1);
    /** As long as the topic keeps them. */
    private static final Duration LONGEST_REUSE = Duration.ofDays(7);

    private KindsReader() {}

    /** The stages by kind; {@code blueprint} is the id that their names begin with. */
    static Map<String, Stage> read(Parts parts, Section kinds, String blueprint, Map<String, JsonNode> variables) {
        StageReader reader = new StageReader(parts);
        Map<String, Stage> stages = new LinkedHashMap<>();
        kinds.all().forEach((kind, section) -> {
            if (!kind.matches(KIND)) {
                kinds.fault(
                        section.place(),
                        "the kind '" + Reasons.trimmed(kind, 60) + "' is not well formed",
                        "Use a lower-case letter, then letters, digits, hyphens and underscores");
            }
            Optional<AnswerSchema> schema = parts.schema(section, "schema");
            reader.read(
                            blueprint + "--" + kind,
                            section,
                            schema,
                            variables,
                            c -> List.of(),
                            section.duration("reuse", SHORTEST_REUSE, LONGEST_REUSE))
                    .ifPresent(stage -> stages.put(kind, stage));
        });
        if (kinds.keys().isEmpty()) {
            kinds.fault(kinds.place(), "'kinds' is empty", "Describe at least the kind that 'items.kind' names");
        }
        return stages;
    }
}
