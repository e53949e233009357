package io.armature.simulator.writing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Everything the simulator can write, chosen by the name of the asked schema. */
public final class Content {
    private static final Map<String, Writer> WRITERS = Map.ofEntries(
            Map.entry("meal-day--skeleton", new DayWriter()),
            Map.entry("meal-day--meal", new MealWriter()),
            Map.entry("meal-day--single", new WholeDayWriter()),
            Map.entry("language-lesson--skeleton", new LessonWriter()),
            Map.entry("language-lesson--reading", new SectionWriter()),
            Map.entry("language-lesson--dialogue", new SectionWriter()),
            Map.entry("language-lesson--grammar", new SectionWriter()),
            Map.entry("language-lesson--single", new WholeLessonWriter()),
            Map.entry("code-project--skeleton", new ArchitectureWriter()),
            Map.entry("code-project--single", new WholeProjectWriter()),
            Map.entry("training-program--skeleton", new ProgramWriter()),
            Map.entry("training-program--week", new WeekWriter()),
            Map.entry("training-program--single", new WholeProgramWriter()),
            Map.entry("recipe-week--skeleton", new MenuWriter()),
            Map.entry("recipe-week--recipe", new RecipeWriter()),
            Map.entry("recipe-week--single", new WholeMenuWriter()),
            Map.entry("burst--skeleton", new BurstWriter()),
            Map.entry("burst--part", new PartWriter()),
            Map.entry("burst-whole--skeleton", new BurstWriter()),
            Map.entry("burst-whole--part", new PartWriter()),
            Map.entry("burst-whole--single", new WholeBurstWriter()));
    private static final String STEPS = "code-project--";
    private static final Writer STEP = new StepWriter();
    private static final Writer HALVES = new HalvesWriter();
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

    /** Ids of the items that content holds which is a whole document; none of any other. */
    public static List<String> items(Ask ask, JsonNode content) {
        return writer(ask).items(content);
    }

    /** Earlier content, written once more for another ask; empty where it does not fit it, or is to be avoided. */
    public static Optional<JsonNode> again(Ask ask, JsonNode earlier) {
        return writer(ask).again(ask, earlier);
    }

    private static Writer writer(Ask ask) {
        if (ask.ofWhole().isPresent()) {
            return HALVES;
        }
        return WRITERS.getOrDefault(ask.schemaName(), ask.schemaName().startsWith(STEPS) ? STEP : ANY_OTHER);
    }
}
