package io.armature.blueprints;

import dev.cel.common.CelValidationException;
import io.armature.blueprints.Yaml.Scalar;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads {@code kinds.<kind>.needs}: what an item sees of those that it depends on. */
final class NeedsReader {
    private static final int MOST_TOKENS = 200_000;

    private NeedsReader() {}

    /**
     * What a kind sees; everything where it says nothing.
     *
     * @param variables what an expression over a dependency of a kind sees: its {@code content} and {@code spec}; empty
     *     for a kind that there is not
     */
    static Needs read(
            Parts parts, Section kind, boolean haveDependencies, Function<String, Map<String, JsonNode>> variables) {
        return kind.optionalSection("needs")
                .map(needs -> {
                    if (!haveDependencies) {
                        needs.fault(
                                needs.place(),
                                "'" + kind.path("needs") + "' is there, but no item depends on another",
                                "Leave it out, or say 'dependsOn' under 'items'");
                    }
                    int maxTokens = needs.whole("maxTokens", 16, MOST_TOKENS).orElse(Needs.EVERYTHING.maxTokens());
                    Map<String, Expressions.Compiled> shown = new HashMap<>();
                    needs.optionalSection("show")
                            .ifPresent(show -> show.keys()
                                    .forEach(of -> show.required(of)
                                            .ifPresent(expression ->
                                                    compile(parts, show, of, expression, variables.apply(of), shown))));
                    needs.refuseOthers();
                    return new Needs(shown, maxTokens);
                })
                .orElse(Needs.EVERYTHING);
    }

    private static void compile(
            Parts parts,
            Section show,
            String kind,
            Scalar expression,
            Map<String, JsonNode> variables,
            Map<String, Expressions.Compiled> shown) {
        if (variables.isEmpty()) {
            show.fault(
                    expression.place(),
                    "'" + show.path(kind) + "' tells what is seen of a kind that is not under 'kinds'",
                    "Name a kind of item that is there");
            return;
        }
        try {
            shown.put(kind, parts.expressions(variables).value(expression.text()));
        } catch (CelValidationException e) {
            e.getErrors().stream()
                    .limit(Reasons.MOST)
                    .forEach(issue -> told(show, kind, expression, issue.getMessage()));
        } catch (IllegalArgumentException e) {
            told(show, kind, expression, String.valueOf(e.getMessage()));
        }
    }

    private static void told(Section show, String kind, Scalar expression, String message) {
        show.fault(
                expression.place(),
                "'" + show.path(kind) + "': "
                        + Reasons.trimmed(Reasons.oneLine(message).replaceFirst(" \\(candidates: .*$", ""), 300),
                "It sees 'content' and 'spec' of the item of that kind; see docs/blueprints.md");
    }
}
