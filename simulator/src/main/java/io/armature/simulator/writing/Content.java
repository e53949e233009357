package io.armature.simulator.writing;

import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Everything the simulator can write, chosen by the name of the asked schema. */
public final class Content {
    private static final Map<String, Writer> WRITERS = Map.of(
            "meal-day--skeleton", new DayWriter(),
            "meal-day--meal", new MealWriter(),
            "code-project--skeleton", new ArchitectureWriter(),
            "training-program--skeleton", new ProgramWriter(),
            "training-program--week", new WeekWriter(),
            "burst--skeleton", new BurstWriter(),
            "burst--part", new PartWriter());
    private static final String STEPS = "code-project--";
    private static final Writer STEP = new StepWriter();
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
        return WRITERS.getOrDefault(ask.schemaName(), ask.schemaName().startsWith(STEPS) ? STEP : ANY_OTHER);
    }
}
