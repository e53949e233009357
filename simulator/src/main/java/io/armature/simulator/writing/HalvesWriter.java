package io.armature.simulator.writing;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An item in two halves: its outline, and each half as the prompt's {@code <half>} block numbers them. Both are cut
 * from one whole, which depends on input and spec alone: the longest of its lists is what is divided.
 */
final class HalvesWriter implements Writer {
    @Override
    public JsonNode write(Ask ask, RandomGenerator random) {
        return ask.isOutline() ? outline(ask) : half(ask);
    }

    private static ObjectNode outline(Ask ask) {
        ObjectNode outline = JsonMapper.shared().createObjectNode();
        ArrayNode halves = outline.putArray("halves");
        for (String which : new String[] {"first", "second"}) {
            halves.addObject()
                    .put("title", "The " + which + " half")
                    .putArray("holds")
                    .add("The " + which + " half of what is wanted of "
                            + ask.ofWhole().orElseThrow().item());
        }
        return outline;
    }

    private static JsonNode half(Ask ask) {
        RandomGenerator same = new SplittableRandom(
                31L * ask.input().toString().hashCode() + ask.spec().toString().hashCode());
        JsonNode whole = Content.write(ask.ofWhole().orElseThrow(), same);
        ArrayNode longest = JsonMapper.shared().createArrayNode();
        for (JsonNode member : whole) {
            if (member instanceof ArrayNode list && list.size() > longest.size()) {
                longest = list;
            }
        }
        boolean first = ask.block("half").path("number").asInt(1) == 1;
        int middle = (longest.size() + 1) / 2;
        for (int i = longest.size() - 1; i >= 0; i--) {
            if (first != (i < middle)) {
                longest.remove(i);
            }
        }
        return whole;
    }

    /** Without the half's lists, or without the outline's halves. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        wrong.removeAll();
        return wrong.put("text", "I would rather not.");
    }
}
