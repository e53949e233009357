package io.armature.simulator;

import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chooses what to write by the name of the asked schema. */
final class Writer {
    private Writer() {}

    static JsonNode write(Ask ask, RandomGenerator random) {
        return switch (ask.schemaName()) {
            case "meal-day--skeleton" -> DayWriter.write(ask.block("input"));
            case "meal-day--meal" -> MealWriter.write(ask.block("input"), ask.block("spec"), random);
            case "burst--skeleton" -> burst(ask.block("input").path("items").asInt(1));
            case "burst--part" -> part(ask.block("spec"), random);
            default -> JsonMapper.shared().createObjectNode();
        };
    }

    /** For measurements: as many items as the input says. */
    private static ObjectNode burst(int items) {
        ObjectNode skeleton = JsonMapper.shared().createObjectNode();
        skeleton.put("title", "A burst of " + items);
        ArrayNode parts = skeleton.putArray("parts");
        for (int i = 0; i < items; i++) {
            parts.addObject().put("id", "part-" + i);
        }
        return skeleton;
    }

    private static ObjectNode part(JsonNode spec, RandomGenerator random) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", spec.path("id").asString(""))
                .put("text", "Invented text number " + random.nextInt(1_000_000) + ".");
    }

    /** Takes a member away. */
    static JsonNode withoutOne(JsonNode content, RandomGenerator random) {
        ObjectNode less = ((ObjectNode) content).deepCopy();
        var names = less.propertyNames().stream().toList();
        if (!names.isEmpty()) {
            less.remove(names.get(random.nextInt(names.size())));
        }
        return less;
    }

    /** Keeps the form and breaks the sums. */
    static JsonNode wrong(JsonNode content) {
        ObjectNode wrong = ((ObjectNode) content).deepCopy();
        if (wrong.path("totals").isObject()) {
            ObjectNode totals = (ObjectNode) wrong.path("totals");
            totals.put("calories", totals.path("calories").asDouble(0) * 1.5 + 60);
        } else if (wrong.path("meal_structure").isArray()) {
            ObjectNode slot = (ObjectNode) wrong.path("meal_structure").path(0);
            slot.put("calories_target", slot.path("calories_target").asDouble(0) * 2 + 100);
        } else if (wrong.has("id")) {
            wrong.put("id", "another");
        }
        return wrong;
    }
}
