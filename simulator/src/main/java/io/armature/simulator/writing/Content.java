package io.armature.simulator.writing;

import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Everything the simulator can write, chosen by the name of the asked schema. */
public final class Content {
    private static final Map<String, Writer> WRITERS = Map.of(
            "meal-day--skeleton", new DayWriter(),
            "meal-day--meal", new MealWriter(),
            "burst--skeleton", new BurstWriter(),
            "burst--part", new PartWriter());
    private static final Writer ANY_OTHER = new SchemaWriter();

    private Content() {}

    /** Content that means to be right; equal asks and equal states of {@code random} give equal content. */
    public static JsonNode write(Ask ask, RandomGenerator random) {
        return writer(ask).write(ask, random);
    }

    /** The same content with its form kept and a rule broken. */
    public static JsonNode breakRule(Ask ask, JsonNode content, RandomGenerator random) {
        return writer(ask).breakRule(content, random);
    }

    private static Writer writer(Ask ask) {
        return WRITERS.getOrDefault(ask.schemaName(), ANY_OTHER);
    }
}
