package io.armature.blueprints;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Items that the blueprint lists itself: every plan has the same; all see the whole skeleton. */
record FixedItems(List<ItemSpec> steps) implements ItemSource {
    FixedItems {
        steps = List.copyOf(steps);
    }

    @Override
    public List<Reason> check(JsonNode skeleton) {
        return List.of();
    }

    @Override
    public List<ItemSpec> of(JsonNode skeleton) {
        return steps;
    }

    @Override
    public JsonNode header(JsonNode skeleton) {
        return skeleton.deepCopy();
    }

    @Override
    public Optional<String> member() {
        return Optional.empty();
    }

    @Override
    public boolean haveDependencies() {
        return steps.stream().anyMatch(step -> !step.dependsOn().isEmpty());
    }

    @Override
    public JsonNode headerSchema(JsonNode skeletonSchema) {
        return skeletonSchema;
    }

    /** Members that all steps of the kind have are there; others may be. */
    @Override
    public JsonNode specSchema(String kind, JsonNode skeletonSchema) {
        List<JsonNode> specs = steps.stream()
                .filter(step -> step.kind().equals(kind))
                .map(ItemSpec::spec)
                .toList();
        TreeSet<String> names = new TreeSet<>();
        specs.forEach(spec -> names.addAll(spec.propertyNames()));
        ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (String name : names) {
            List<String> types = specs.stream()
                    .filter(spec -> spec.has(name))
                    .map(spec -> type(spec.path(name)))
                    .distinct()
                    .toList();
            ObjectNode property = properties.putObject(name);
            if (types.size() == 1) {
                property.put("type", types.getFirst());
            }
            if (specs.stream().allMatch(spec -> spec.has(name))) {
                required.add(name);
            }
        }
        return schema.put("additionalProperties", false);
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }
}
