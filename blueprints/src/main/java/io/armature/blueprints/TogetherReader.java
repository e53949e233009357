package io.armature.blueprints;

import com.samskivert.mustache.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code together} of a kind: several of its items in one call. */
final class TogetherReader {
    /** What items do not have in common. */
    private static final Set<String> OF_ONE = Set.of("spec", "results", "candidates");

    private TogetherReader() {}

    /**
     * How the kind's items are asked for together; empty where they are not, or that is faulty.
     *
     * @param variables the schemas of what prompts of one item see
     * @param haveDependencies whether items of the blueprint depend on others
     */
    static Optional<ReadTogether.Ask> read(
            Parts parts,
            Section kind,
            Optional<AnswerSchema> schema,
            Map<String, JsonNode> variables,
            boolean haveDependencies) {
        return kind.optionalSection("together").flatMap(section -> {
            if (haveDependencies) {
                impossible(
                        kind,
                        "items of this blueprint depend on each other, and each is asked for when its own have ended",
                        "Take out 'together', or the dependencies");
            }
            if (kind.keys().contains("reuse")) {
                impossible(
                        kind,
                        "'reuse' takes an answer again for the prompt of one item, and a group's answer has none",
                        "Keep one of the two");
            }
            Map<String, JsonNode> shared = new LinkedHashMap<>(variables);
            shared.keySet().removeAll(OF_ONE);
            if (isOfOne(parts, kind, variables, shared)) {
                impossible(
                        kind,
                        "the system prompt names what only one item has",
                        "Let it name input and header only, and move the rest to 'ask'");
            }
            shared.put("specs", specs(variables));
            section.required("most");
            Optional<Integer> most = section.whole("most", Together.FEWEST, Together.LARGEST);
            Optional<Template> ask = parts.template(section, "ask", shared);
            if (ask.isPresent() && !text(parts, section, "ask").contains("specs")) {
                section.fault(
                        section.place("ask"),
                        "'" + section.path("ask") + "' shows the model none of the items",
                        "Write {{{specs}}} where they belong");
            }
            section.refuseOthers();
            return most.flatMap(size ->
                    ask.map(template -> new ReadTogether.Ask(size, template, TogetherSchema.of(Parts.source(schema)))));
        });
    }

    /** Whether the system prompt serves one item, and not several. */
    private static boolean isOfOne(
            Parts parts, Section kind, Map<String, JsonNode> variables, Map<String, JsonNode> shared) {
        return fits(parts, kind, variables) && !fits(parts, kind, shared);
    }

    private static boolean fits(Parts parts, Section kind, Map<String, JsonNode> variables) {
        Map<String, JsonNode> seen = new LinkedHashMap<>(variables);
        seen.put("fast", Parts.ANYTHING);
        return TemplateFile.read(parts.faults().apart(), "system", text(parts, kind, "system"), seen)
                .isPresent();
    }

    private static String text(Parts parts, Section section, String key) {
        return section.optional(key)
                .flatMap(name -> parts.faults().apart().file(name, section.path(key)))
                .orElse("");
    }

    private static void impossible(Section kind, String why, String mend) {
        kind.fault(kind.place("together"), "'" + kind.path("together") + "' cannot be: " + why, mend);
    }

    /** What the prompt sees of all: which it is for, its spec, and its candidates where there are any. */
    private static JsonNode specs(Map<String, JsonNode> variables) {
        ObjectNode list = JsonMapper.shared().createObjectNode().put("type", "array");
        ObjectNode entry = list.putObject("items").put("type", "object").put("additionalProperties", false);
        entry.putArray("required").add(TogetherSchema.FOR).add("spec");
        ObjectNode members = entry.putObject("properties");
        members.putObject(TogetherSchema.FOR).put("type", "string");
        members.set("spec", variables.getOrDefault("spec", Parts.ANYTHING));
        if (variables.containsKey("candidates")) {
            members.set("candidates", variables.get("candidates"));
        }
        return list;
    }
}
