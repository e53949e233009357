package io.armature.blueprints;

import dev.cel.runtime.CelEvaluationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which entries of its corpus a blueprint offers to which items. Immutable and thread-safe. */
public final class Retrieval {
    private final List<JsonNode> entries;
    private final List<Object> asValues;
    private final List<String> text;
    private final int offer;
    private final Expressions.Compiled query;
    private final Expressions.@Nullable Compiled when;
    private final Expressions.@Nullable Compiled where;

    Retrieval(
            List<JsonNode> entries,
            List<String> text,
            int offer,
            Expressions.Compiled query,
            Expressions.@Nullable Compiled when,
            Expressions.@Nullable Compiled where) {
        this.entries = List.copyOf(entries);
        this.asValues = entries.stream().map(Expressions::value).toList();
        this.text = List.copyOf(text);
        this.offer = offer;
        this.query = query;
        this.when = when;
        this.where = where;
    }

    /** The corpus, in the order of its file. */
    public List<JsonNode> entries() {
        return entries;
    }

    /** Most entries that an item is offered. */
    public int offer() {
        return offer;
    }

    /** What of an entry carries its meaning. */
    public String text(JsonNode entry) {
        return Words.at(entry, text);
    }

    /** What is looked for for an item; empty when it is to be offered nothing. */
    public Optional<String> query(Variables item) {
        Map<String, Object> values = values(item);
        return when == null || holds(when, values)
                ? Optional.ofNullable(result(query, values)).map(Expressions::words)
                : Optional.empty();
    }

    /** Whether the entry at this place of the corpus may be offered to an item. */
    public boolean fits(Variables item, int place) {
        if (where == null) {
            return true;
        }
        Map<String, Object> values = values(item);
        values.put("entry", asValues.get(place));
        return holds(where, values);
    }

    private static Map<String, Object> values(Variables item) {
        Map<String, Object> values = new HashMap<>();
        values.put("input", Expressions.value(item.input()));
        values.put("header", Expressions.value(Objects.requireNonNull(item.header())));
        values.put("spec", Expressions.value(Objects.requireNonNull(item.spec())));
        return values;
    }

    private static boolean holds(Expressions.Compiled condition, Map<String, Object> values) {
        return Boolean.TRUE.equals(result(condition, values));
    }

    /** Null where the data lacks what the expression names: then nothing is offered, rather than something wrong. */
    private static @Nullable Object result(Expressions.Compiled expression, Map<String, Object> values) {
        try {
            return expression.on(values);
        } catch (CelEvaluationException | RuntimeException | Inapplicable e) {
            return null;
        }
    }
}
