package io.armature.blueprints;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads {@code kinds}: one stage for each kind of item. */
final class KindsReader {
    private static final String KIND = "[a-z][a-z0-9_-]{0,62}";

    private final Parts parts;
    private final Map<String, Optional<AnswerSchema>> schemas = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();

    /** The schemas first: kinds refer to each other's. */
    KindsReader(Parts parts, Optional<Section> kinds) {
        this.parts = parts;
        kinds.ifPresent(all -> {
            sections.putAll(all.all());
            sections.forEach((kind, section) -> {
                if (!kind.matches(KIND)) {
                    all.fault(
                            section.place(),
                            "the kind '" + Reasons.trimmed(kind, 60) + "' is not well formed",
                            "Use a lower-case letter, then letters, digits, hyphens and underscores");
                }
                schemas.put(kind, parts.schema(section, "schema"));
            });
            if (all.keys().isEmpty()) {
                all.fault(all.place(), "'kinds' is empty", "Describe at least the kind that 'items.kind' names");
            }
        });
    }

    /** By kind; a faulty one is empty. */
    Map<String, Optional<AnswerSchema>> schemas() {
        return schemas;
    }

    /** What items of each kind see of others. */
    Map<String, Needs> needs(boolean haveDependencies, Function<String, JsonNode> spec) {
        Map<String, Needs> needs = new LinkedHashMap<>();
        sections.forEach((kind, section) -> needs.put(
                kind,
                NeedsReader.read(
                        parts,
                        section,
                        haveDependencies,
                        of -> schemas.containsKey(of)
                                ? Map.of(
                                        "content",
                                        Parts.source(schemas.getOrDefault(of, Optional.empty())),
                                        "spec",
                                        spec.apply(of))
                                : Map.of())));
        return needs;
    }

    /**
     * The stages by kind.
     *
     * @param blueprint the id that their names begin with
     * @param items whose rules every kind's content must hold
     * @param haveDependencies whether items depend on others
     * @param variables what the prompts and rules of a kind see
     * @param further what must hold of every content beside its rules
     * @param retry how long accepted answers may be taken by a request made again
     */
    Map<String, Stage> stages(
            String blueprint,
            Optional<Section> items,
            boolean haveDependencies,
            Function<String, Map<String, JsonNode>> variables,
            Function<JsonNode, List<Reason>> further,
            Optional<Duration> retry) {
        StageReader reader = new StageReader(parts);
        Map<String, Stage> stages = new LinkedHashMap<>();
        sections.forEach((kind, section) -> {
            Optional<AnswerSchema> schema = schemas.getOrDefault(kind, Optional.empty());
            Map<String, JsonNode> seen = variables.apply(kind);
            Optional<ReadTogether.Ask> together = TogetherReader.read(parts, section, schema, seen, haveDependencies);
            Optional<ReadSplit.Ask> split = SplitReader.read(parts, section, schema, seen);
            reader.read(
                            blueprint + "--" + kind,
                            section,
                            schema,
                            seen,
                            Stream.concat(items.stream(), Stream.of(section)).toList(),
                            (of, content) -> further.apply(content),
                            new Keeping(Keeping.read(section, "reuse"), retry))
                    .ifPresent(stage -> stages.put(kind, stage.asked(together, split)));
        });
        return stages;
    }
}
