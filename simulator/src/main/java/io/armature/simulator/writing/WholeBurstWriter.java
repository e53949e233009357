package io.armature.simulator.writing;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole {@code burst-whole} in one answer: the list of the parts, and every part. */
final class WholeBurstWriter implements Writer {
    private final BurstWriter bursts = new BurstWriter();
    private final PartWriter parts = new PartWriter();

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        ObjectNode burst = bursts.write(ask, random);
        JsonNode listed = burst.path("parts");
        ArrayNode written = burst.putArray("parts");
        listed.forEach(part -> written.add(parts.write(ask.about(part), random)));
        return burst;
    }

    @Override
    public List<String> items(JsonNode content) {
        return content.path("parts")
                .valueStream()
                .map(part -> part.path("id").asString(""))
                .toList();
    }

    /** A part that nobody asked for. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        JsonNode wrong = content.deepCopy();
        ((ArrayNode) wrong.path("parts")).addObject().put("id", "another").put("text", "One too many.");
        return wrong;
    }
}
