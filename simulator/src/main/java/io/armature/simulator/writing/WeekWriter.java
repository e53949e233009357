package io.armature.simulator.writing;

import io.armature.simulator.writing.Exercises.Exercise;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one week of {@code training-program} with exactly its planned sets, in the time that there is. */
final class WeekWriter implements Writer {
    private static final int SETS_OF_AN_EXERCISE = 4;
    private static final int SECONDS_OF_A_SET = 45;
    private static final List<List<String>> TURNS = List.of(
            List.of("squat", "lunge"), List.of("push"), List.of("pull"), List.of("hinge"), List.of("core", "carry"));
    private static final List<Integer> DAYS = List.of(1, 4, 2, 5, 3, 6);

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        JsonNode input = ask.input();
        JsonNode spec = ask.spec();
        int days = Math.clamp(input.path("days_per_week").asInt(3), 2, 6);
        int planned = spec.path("planned_sets").asInt(10 * days);
        ObjectNode week = JsonMapper.shared().createObjectNode();
        week.put("week_id", spec.path("week_id").asString(""))
                .put("number", spec.path("number").asInt(1))
                .put("phase", spec.path("phase").asString("base"))
                .put("total_sets", planned);
        ArrayNode workouts = week.putArray("workouts");
        List<Integer> on = DAYS.stream().limit(days).sorted().toList();
        for (int i = 0; i < days; i++) {
            int sets = planned * (i + 1) / days - planned * i / days;
            workout(workouts.addObject().put("day", on.get(i)), i, sets, ask, random);
        }
        week.put(
                "notes",
                "Warm up until the first heavy set feels light. Leave a set out rather than its form."
                        + " Invented by a simulator.");
        return week;
    }

    private static void workout(ObjectNode workout, int index, int sets, Ask ask, RandomGenerator random) {
        workout.put("name", index % 2 == 0 ? "Whole body A" + (index / 2 + 1) : "Whole body B" + (index / 2 + 1));
        ArrayNode exercises = workout.putArray("exercises");
        int wanted = Math.clamp((sets + SETS_OF_AN_EXERCISE - 1) / SETS_OF_AN_EXERCISE, 3, 10);
        int seconds = ask.input().path("session_minutes").asInt(60) * 60;
        int rest = Math.clamp(seconds / Math.max(1, sets) - SECONDS_OF_A_SET, 20, 180);
        for (int e = 0; e < wanted; e++) {
            // Every workout begins with legs, push and pull; which comes first changes from day to day.
            List<Exercise> fit = Exercises.of(ask.input(), TURNS.get(e < 3 ? (e + index) % 3 : e % TURNS.size()));
            Exercise exercise = fit.get(random.nextInt(fit.size()));
            ArrayNode list = exercises
                    .addObject()
                    .put("name", exercise.name())
                    .put("pattern", exercise.pattern())
                    .put("equipment", exercise.equipment())
                    .putArray("sets");
            int share = sets * (e + 1) / wanted - sets * e / wanted;
            for (int s = 0; s < share; s++) {
                list.addObject().put("reps", reps(ask)).put("rpe", rpe(ask)).put("rest_s", rest);
            }
        }
    }

    private static int reps(Ask ask) {
        return switch (ask.spec().path("phase").asString("")) {
            case "base" -> 12;
            case "build" -> 8;
            case "intensify" -> 5;
            case "peak" -> 3;
            default -> 8;
        };
    }

    private static double rpe(Ask ask) {
        return switch (ask.spec().path("phase").asString("")) {
            case "base" -> 7;
            case "build" -> 8;
            case "intensify" -> 8.5;
            case "peak" -> 9;
            default -> 6;
        };
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        switch (random.nextInt(3)) {
            case 0 -> wrong.put("total_sets", wrong.path("total_sets").asInt(1) + 9);
            case 1 -> wrong.put("week_id", "week-99");
            default -> ((ArrayNode) wrong.path("workouts")).remove(0);
        }
        return wrong;
    }
}
