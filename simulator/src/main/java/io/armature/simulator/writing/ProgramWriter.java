package io.armature.simulator.writing;

import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the skeleton of {@code training-program}: the weeks with their phases, volume rising slowly, deloads between.
 */
final class ProgramWriter implements Writer {
    private static final double RISE = 0.05;
    /** Minutes of a set with its rest; the rule has 2.4. */
    private static final double MINUTES = 2.45;

    private static final int BETWEEN_DELOADS = 4;

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        JsonNode input = ask.input();
        int weeks = input.path("weeks").asInt(4);
        int days = input.path("days_per_week").asInt(3);
        int minutes = input.path("session_minutes").asInt(60);
        String goal = input.path("goal").path("category").asString("general");
        ObjectNode program = JsonMapper.shared().createObjectNode();
        program.put("name", weeks + (weeks == 1 ? " week of " : " weeks of ") + goal)
                .put(
                        "description",
                        "The programme begins with a volume that leaves room, raises it slowly and lets it sink in"
                                + " deload weeks. A simulator invented it, so it is no advice for training.")
                .put("max_weekly_rise", RISE);
        int most = (int) Math.min(200, days * minutes / MINUTES);
        int sets = Math.clamp((int) (most * (0.6 + 0.15 * random.nextDouble())), 4 * days, most);
        ArrayNode list = program.putArray("weeks");
        for (int number = 1; number <= weeks; number++) {
            boolean deload = number % BETWEEN_DELOADS == 0 && number > 1;
            String phase = deload ? "deload" : phase(number, weeks);
            int planned = deload ? Math.max(4 * days, (int) Math.round(sets * 0.55)) : sets;
            // Where hardly more than the fewest sets fit, half of them would be too few for every day.
            if (deload && planned > sets * 0.7 + 1) {
                phase = phase(number, weeks);
                planned = sets;
                deload = false;
            }
            list.addObject()
                    .put("week_id", "week-%02d".formatted(number))
                    .put("number", number)
                    .put("title", "Week " + number + ": " + phase)
                    .put("phase", phase)
                    .put("focus", focus(phase, goal))
                    .put("planned_sets", planned);
            if (!deload) {
                sets = Math.min(most, (int) (sets * (1 + RISE)));
            }
        }
        return program;
    }

    private static String phase(int number, int weeks) {
        double done = (double) number / weeks;
        return done <= 0.34 ? "base" : done <= 0.7 ? "build" : done < 1 || weeks < 4 ? "intensify" : "peak";
    }

    private static String focus(String phase, String goal) {
        return switch (phase) {
            case "base" -> "technique and many repetitions for " + goal;
            case "build" -> "more sets of what went well, for " + goal;
            case "intensify" -> "fewer and heavier repetitions";
            case "peak" -> "the heaviest sets of the programme";
            default -> "recovery with light and fast sets";
        };
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        ArrayNode weeks = (ArrayNode) wrong.path("weeks");
        ObjectNode last = (ObjectNode) weeks.path(weeks.size() - 1);
        switch (random.nextInt(3)) {
            case 0 -> last.put("planned_sets", 6);
            case 1 -> last.put("planned_sets", 200);
            default -> weeks.add(last.deepCopy());
        }
        return wrong;
    }
}
