package io.armature.simulator.writing;

import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The skeleton of {@code burst}, a blueprint for measurements: as many parts as its input's {@code items} says. */
final class BurstWriter implements Writer {
    private static final int MOST = 100_000;

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        int items = Math.clamp(ask.input().path("items").asInt(1), 1, MOST);
        ObjectNode skeleton = JsonMapper.shared().createObjectNode();
        skeleton.put("title", "A burst of " + items);
        ArrayNode parts = skeleton.putArray("parts");
        for (int i = 0; i < items; i++) {
            parts.addObject().put("id", "part-" + i);
        }
        return skeleton;
    }

    /** Two parts of one name: no skeleton may hold that. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        ArrayNode parts = (ArrayNode) wrong.path("parts");
        parts.add(parts.get(0).deepCopy());
        return wrong;
    }
}
