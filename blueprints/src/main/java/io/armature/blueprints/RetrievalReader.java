package io.armature.blueprints;

import dev.cel.common.CelValidationException;
import io.armature.blueprints.Yaml.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code retrieval}: which entries of a corpus are offered to which items. */
final class RetrievalReader {
    private static final int MOST_OFFERED = 20;
    private static final int MOST_ENTRIES = 10_000;

    private final Parts parts;
    private final Section section;

    private RetrievalReader(Parts parts, Section section) {
        this.parts = parts;
        this.section = section;
    }

    /** @param variables the schemas of what an item sees: input, header and spec */
    static Optional<Retrieval> read(Parts parts, Section section, Map<String, JsonNode> variables) {
        return new RetrievalReader(parts, section).read(variables);
    }

    private Optional<Retrieval> read(Map<String, JsonNode> variables) {
        Optional<List<JsonNode>> entries = section.required("corpus").flatMap(this::corpus);
        List<String> text = section.texts("text").stream().map(Scalar::text).toList();
        section.required("offer");
        Optional<Integer> offer = section.whole("offer", 1, MOST_OFFERED);
        Expressions expressions = parts.expressions(variables);
        Map<String, JsonNode> withEntry = new LinkedHashMap<>(variables);
        withEntry.put("entry", Parts.ANYTHING);
        Optional<Expressions.Compiled> query =
                section.required("query").flatMap(e -> compiled(e, () -> expressions.value(e.text())));
        Optional<Expressions.Compiled> when =
                section.optional("when").flatMap(e -> compiled(e, () -> expressions.check(e.text())));
        Optional<Expressions.Compiled> where = section.optional("where")
                .flatMap(e -> compiled(e, () -> parts.expressions(withEntry).check(e.text())));
        section.refuseOthers();
        if (text.isEmpty()) {
            section.fault(section.place("text"), "'retrieval.text' is missing", "List the members to compare: [name]");
        }
        entries.ifPresent(all -> text.stream()
                .filter(path -> all.stream()
                        .allMatch(entry -> Words.at(entry, List.of(path)).isBlank()))
                .forEach(path -> section.fault(
                        section.place("text"),
                        "'retrieval.text' names '" + path + "', which no entry of the corpus has",
                        "Name members of the entries")));
        if (entries.isEmpty() || text.isEmpty() || offer.isEmpty() || query.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Retrieval(entries.get(), text, offer.get(), query.get(), when.orElse(null), where.orElse(null)));
    }

    /** A file {@code {"source": …, "licence": …, "entries": […]}}: nobody may wonder whether he may use it. */
    private Optional<List<JsonNode>> corpus(Scalar name) {
        Optional<String> text = parts.faults().file(name, "retrieval.corpus");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        JsonNode file;
        try {
            file = JsonMapper.shared().readTree(text.get());
        } catch (JacksonException e) {
            parts.faults()
                    .add(
                            name.text(),
                            new Yaml.Place(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
                            "the corpus is not JSON: " + Reasons.trimmed(Reasons.oneLine(e.getOriginalMessage()), 200),
                            "Write {\"source\": …, \"licence\": …, \"entries\": […]}");
            return Optional.empty();
        }
        boolean good = true;
        for (String member : List.of("source", "licence")) {
            if (file.path(member).asStringOpt().orElse("").isBlank()) {
                parts.faults()
                        .add(name.text(), "the corpus has no '" + member + "'", "Say where its entries come from");
                good = false;
            }
        }
        List<JsonNode> entries = new ArrayList<>();
        file.path("entries").forEach(entries::add);
        if (entries.isEmpty()
                || entries.size() > MOST_ENTRIES
                || !entries.stream().allMatch(JsonNode::isObject)) {
            parts.faults()
                    .add(
                            name.text(),
                            "'entries' of the corpus must be 1 to " + MOST_ENTRIES + " objects",
                            "Write one object for each entry");
            good = false;
        }
        return good ? Optional.of(entries) : Optional.empty();
    }

    private interface Step {
        Expressions.Compiled run() throws CelValidationException;
    }

    private Optional<Expressions.Compiled> compiled(Scalar expression, Step step) {
        try {
            return Optional.of(step.run());
        } catch (CelValidationException e) {
            return told(expression, e.getErrors().getFirst().getMessage());
        } catch (IllegalArgumentException e) {
            return told(expression, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Expressions.Compiled> told(Scalar expression, String message) {
        return section.fault(
                expression.place(),
                "in 'retrieval': " + Reasons.trimmed(Reasons.oneLine(message), 300),
                "An expression here sees input, header and spec, and in 'where' the entry as well");
    }
}
