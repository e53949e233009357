package io.armature.blueprints;

import com.samskivert.mustache.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stage: what a model is asked, which models in which order, and what must hold of the answer. */
final class StageReader {
    static final JsonNode TRUTH = JsonMapper.shared().createObjectNode().put("type", "boolean");

    private final Parts parts;
    private final TierReader tiers;

    StageReader(Parts parts) {
        this.parts = parts;
        this.tiers = new TierReader(parts);
    }

    /**
     * A stage, or empty with its faults told.
     *
     * @param variables the schemas of what its prompts and rules see, beside the {@code content}
     * @param owners the sections whose rules must hold of its content
     * @param further what must hold of it beside the rules
     * @param keeping how long its accepted answers may be taken again
     */
    Optional<ReadStage> read(
            String name,
            Section section,
            Optional<AnswerSchema> schema,
            Map<String, JsonNode> variables,
            List<Section> owners,
            BiFunction<Variables, JsonNode, List<Reason>> further,
            Keeping keeping) {
        Map<String, JsonNode> seenByPrompts = new LinkedHashMap<>(variables);
        seenByPrompts.put("fast", TRUTH);
        Optional<Template> system = parts.template(section, "system", seenByPrompts);
        Optional<Template> ask = parts.template(section, "ask", seenByPrompts);
        List<Tier> asked = tiers.read(section);
        Map<String, JsonNode> seenByRules = new LinkedHashMap<>(variables);
        seenByRules.put("content", Parts.source(schema));
        List<Rule> rules = owners.stream()
                .flatMap(owner -> parts.rules(owner, seenByRules).stream())
                .toList();
        section.refuseOthers();
        if (schema.isEmpty() || system.isEmpty() || ask.isEmpty() || asked.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ReadStage(name, asked, schema.get(), system.get(), ask.get(), rules, further, keeping));
    }
}
