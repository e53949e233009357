package io.armature.simulator.writing;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a meal is for. */
enum Moment {
    BREAKFAST('b', Food.Role.CARBS, Food.Role.PROTEIN, Food.Role.FRUIT, Food.Role.FAT),
    MAIN('m', Food.Role.PROTEIN, Food.Role.CARBS, Food.Role.VEGETABLE, Food.Role.VEGETABLE, Food.Role.FAT),
    SNACK('s', Food.Role.FRUIT, Food.Role.PROTEIN, Food.Role.CARBS, Food.Role.FAT),
    EVENING('e', Food.Role.PROTEIN, Food.Role.FRUIT, Food.Role.FAT),
    BEFORE('w', Food.Role.CARBS, Food.Role.FRUIT, Food.Role.QUICK_CARBS),
    DURING('d', Food.Role.QUICK_CARBS, Food.Role.FRUIT),
    AFTER('r', Food.Role.PROTEIN, Food.Role.CARBS, Food.Role.FRUIT);

    private final char letter;
    private final List<Food.Role> plate;

    Moment(char letter, Food.Role... plate) {
        this.letter = letter;
        this.plate = List.of(plate);
    }

    char letter() {
        return letter;
    }

    /** What one puts on the plate then. */
    List<Food.Role> plate() {
        return plate;
    }

    /** By the meal's id where it tells, else by its time. */
    static Moment of(JsonNode spec) {
        String id = spec.path("meal_id").asString("");
        if (id.startsWith("pre_")) {
            return BEFORE;
        }
        if (id.startsWith("during_")) {
            return DURING;
        }
        if (id.startsWith("post_")) {
            return AFTER;
        }
        if (id.contains("evening") || id.contains("bedtime")) {
            return EVENING;
        }
        if (id.contains("snack") || spec.path("calories_target").asDouble(0) < 250) {
            return SNACK;
        }
        return id.contains("breakfast") || spec.path("time").asString("12").compareTo("10") < 0 ? BREAKFAST : MAIN;
    }
}
