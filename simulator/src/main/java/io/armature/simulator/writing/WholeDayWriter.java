package io.armature.simulator.writing;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole {@code meal-day} in one answer: the day cut into meals, and every meal written to its share. */
final class WholeDayWriter implements Writer {
    private final DayWriter days = new DayWriter();
    private final MealWriter meals = new MealWriter();

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        ObjectNode skeleton = days.write(ask, random);
        ObjectNode day = JsonMapper.shared().createObjectNode();
        day.set("daily_targets", skeleton.path("daily_targets"));
        day.set("day_rationale", skeleton.path("day_rationale"));
        day.set("research_summary", skeleton.path("research_summary"));
        ArrayNode written = day.putArray("meals");
        skeleton.path("meal_structure").forEach(slot -> written.add(meals.write(ask.about(slot), random)));
        return day;
    }

    @Override
    public List<String> items(JsonNode content) {
        return content.path("meals")
                .valueStream()
                .map(entry -> entry.path("meal_id").asString(""))
                .toList();
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        JsonNode wrong = content.deepCopy();
        JsonNode written = wrong.path("meals");
        ObjectNode totals =
                (ObjectNode) written.path(random.nextInt(written.size())).path("totals");
        totals.put("calories", Math.round(totals.path("calories").doubleValue() * 1.5 + 60));
        return wrong;
    }
}
