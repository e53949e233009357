package io.armature.simulator.writing;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of {@code burst}: its id, and so much text as the input's {@code bytes} says (40 when it says nothing). The
 * text depends on input and spec alone, not on the rest of the prompt or the seed: whichever way a part came about,
 * through a second ask or another model, the document is the same.
 */
final class PartWriter implements Writer {
    private static final int MOST = 1_000_000;

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        int bytes = Math.clamp(ask.input().path("bytes").asInt(40), 1, MOST);
        RandomGenerator same = new SplittableRandom(
                31L * ask.input().toString().hashCode() + ask.spec().toString().hashCode());
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) {
            text.append("Invented sentence number ")
                    .append(same.nextInt(1_000_000))
                    .append(". ");
        }
        text.setLength(bytes);
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", ask.spec().path("id").asString(""))
                .put("text", text.toString());
    }

    /** The id of no part. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        return ((ObjectNode) content.deepCopy()).put("id", "another");
    }
}
