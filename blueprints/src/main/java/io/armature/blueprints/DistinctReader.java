package io.armature.blueprints;

import io.armature.blueprints.Yaml.Scalar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads {@code distinct}: how unlike the items of a plan must be. */
final class DistinctReader {
    private static final double THRESHOLD = 0.9;
    private static final int ROUNDS = 2;
    private static final int MOST_ROUNDS = 10;

    private DistinctReader() {}

    /** @param stages the kinds of item; those whose content has the name are compared */
    static Optional<Distinctness> read(Section section, Map<String, Stage> stages) {
        Optional<String> name = section.text("name");
        List<String> listed = section.texts("text").stream().map(Scalar::text).toList();
        double threshold = section.decimal("threshold", 0.01, 1).orElse(THRESHOLD);
        int rounds = section.whole("rounds", 0, MOST_ROUNDS).orElse(ROUNDS);
        Optional<Scalar> stayAlike = section.optional("stayAlike");
        stayAlike
                .filter(word -> !Set.of("PARTIAL", "COMPLETE").contains(word.text()))
                .ifPresent(word -> section.fault(
                        word.place(),
                        "'distinct.stayAlike' is '" + Reasons.trimmed(word.text(), 60) + "'",
                        "Write PARTIAL or COMPLETE: how a plan ends in which some items stay alike"));
        section.refuseOthers();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        List<String> text = listed.isEmpty() ? List.of(name.get()) : listed;
        Set<String> kinds = new LinkedHashSet<>();
        stages.forEach((kind, stage) -> {
            if (has(stage.outputSchema(), name.get())) {
                kinds.add(kind);
            }
        });
        Stream.concat(Stream.of(name.get()), text.stream())
                .filter(path -> !stages.isEmpty())
                .filter(path -> stages.values().stream().noneMatch(stage -> has(stage.outputSchema(), path)))
                .distinct()
                .forEach(path -> section.fault(
                        section.place(path.equals(name.get()) ? "name" : "text"),
                        "'distinct' names '" + path + "', which no kind of item has in its schema",
                        "Name members of the items' content; of lists too: ingredients.item"));
        return Optional.of(new Distinctness(
                kinds,
                name.get(),
                text,
                threshold,
                rounds,
                stayAlike.map(Scalar::text).filter("COMPLETE"::equals).isEmpty()));
    }

    private static boolean has(JsonNode schema, String path) {
        Optional<SchemaPlace> place = Optional.of(SchemaPlace.at(schema, schema));
        for (String member : path.split("\\.")) {
            place = place.map(DistinctReader::withinLists).flatMap(p -> p.below(member));
        }
        return place.isPresent();
    }

    private static SchemaPlace withinLists(SchemaPlace place) {
        SchemaPlace inner = place;
        for (Optional<SchemaPlace> entry = inner.entry(); entry.isPresent(); entry = inner.entry()) {
            inner = entry.get();
        }
        return inner;
    }
}
