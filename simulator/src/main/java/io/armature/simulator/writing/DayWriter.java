package io.armature.simulator.writing;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the skeleton of {@code meal-day}: the meals of the day, each with its share of the day's targets. */
final class DayWriter implements Writer {
    private static final double STEP = 0.25;

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        JsonNode input = ask.input();
        List<Slot> slots = new DayPlan(input, random).slots();
        JsonNode targets = input.path("targets");
        ObjectNode day = JsonMapper.shared().createObjectNode();
        day.set("daily_targets", targets);
        day.put("day_rationale", rationale(slots, input));
        day.put("research_summary", research(input));
        day.set("meal_structure", structure(slots, targets));
        return day;
    }

    /** Shares by weight; evened out as far as it takes to keep every meal within what the schema allows. */
    private static ArrayNode structure(List<Slot> slots, JsonNode targets) {
        double even = 0;
        ArrayNode structure = structure(slots, targets, even);
        while (even < 1 && !structure.valueStream().allMatch(DayWriter::within)) {
            even += STEP;
            structure = structure(slots, targets, even);
        }
        return structure;
    }

    private static boolean within(JsonNode slot) {
        return slot.path("calories_target").doubleValue() >= 50
                && slot.path("calories_target").doubleValue() <= 4_000
                && slot.path("protein_g_target").doubleValue() <= 250
                && slot.path("carbs_g_target").doubleValue() <= 600
                && slot.path("fat_g_target").doubleValue() <= 200
                && slot.path("sodium_mg_target").doubleValue() <= 6_000;
    }

    private static ArrayNode structure(List<Slot> slots, JsonNode targets, double even) {
        List<Long> protein = shares(targets.path("protein_g"), slots, 0, even);
        List<Long> carbs = shares(targets.path("carbs_g"), slots, 1, even);
        List<Long> fat = shares(targets.path("fat_g"), slots, 2, even);
        List<Long> sodium = shares(targets.path("sodium_mg"), slots, 3, even);
        List<Double> energy = IntStream.range(0, slots.size())
                .mapToObj(i -> 4.0 * protein.get(i) + 4.0 * carbs.get(i) + 9.0 * fat.get(i))
                .toList();
        // The day's energy may differ from its macros by what the input's rule allows; each meal bears its part.
        List<Long> calories = Shares.of(targets.path("calories").asDouble(0), energy, 0);
        ArrayNode structure = JsonMapper.shared().createArrayNode();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            structure
                    .addObject()
                    .put("meal_id", slot.id())
                    .put("name", slot.name())
                    .put("time", slot.time())
                    .put("purpose", slot.purpose())
                    .put("calories_target", calories.get(i))
                    .put("protein_g_target", protein.get(i))
                    .put("carbs_g_target", carbs.get(i))
                    .put("fat_g_target", fat.get(i))
                    .put("sodium_mg_target", sodium.get(i));
        }
        return structure;
    }

    private static List<Long> shares(JsonNode target, List<Slot> slots, int of, double even) {
        return Shares.of(
                target.asDouble(0), slots.stream().map(s -> s.weights().get(of)).toList(), even);
    }

    private static String rationale(List<Slot> slots, JsonNode input) {
        int workouts = input.path("workouts").size();
        String training = switch (workouts) {
            case 0 -> "Without training the energy is spread evenly over the day.";
            case 1 -> "Carbohydrate and sodium sit around the workout, where they are used.";
            default -> "Carbohydrate and sodium sit around the " + workouts + " workouts, where they are used.";
        };
        return "The day has " + slots.size() + " meals, the first at "
                + slots.getFirst().time() + " and the last at "
                + slots.getLast().time() + ". " + training
                + " Protein is spread so that every main meal brings a good portion. "
                + "A simulator invented this plan, so it is no advice for eating.";
    }

    /** Figures of the prompt's own summary, for this body weight. */
    private static String research(JsonNode input) {
        double weight = input.path("athlete").path("weight_kg").asDouble(70);
        String protein = "Protein of 1.4 to 2.0 g per kg a day means " + Math.round(1.4 * weight) + " to "
                + Math.round(2 * weight) + " g here, spread over the meals. ";
        String around = input.path("workouts").isEmpty()
                ? "Without training carbohydrate needs no special time."
                : "Before training 1 to 4 g of carbohydrate per kg help, after it about " + Math.round(weight)
                        + " g an hour and " + Math.round(0.3 * weight) + " g of protein.";
        return protein + around;
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        JsonNode structure = wrong.path("meal_structure");
        ObjectNode slot = (ObjectNode) structure.path(random.nextInt(structure.size()));
        switch (random.nextInt(3)) {
            case 0 -> slot.put("calories_target", slot.path("calories_target").doubleValue() + 450);
            case 1 -> slot.put("sodium_mg_target", slot.path("sodium_mg_target").doubleValue() + 2_000);
            default ->
                slot.put(
                        "time",
                        structure
                                .path(slot == structure.path(0) ? 1 : 0)
                                .path("time")
                                .asString(""));
        }
        return wrong;
    }
}
