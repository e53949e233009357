package io.armature.blueprints;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the rules of the built-in blueprints mean; see {@link RuleExamples}. A rule without examples fails here. */
class RulesOfBuiltInBlueprintsTest {
    @TestFactory
    Stream<DynamicTest> mealDay() {
        return new RuleExamples(BuiltIn.MEAL_DAY, stage -> {
                    ObjectNode good = JsonMapper.shared().createObjectNode();
                    good.set("input", BuiltIn.input());
                    switch (stage) {
                        case "skeleton" -> good.set("content", BuiltIn.day());
                        case "meal" -> {
                            good.set("header", BuiltIn.MEAL_DAY.header(BuiltIn.day()));
                            good.set(
                                    "spec", BuiltIn.day().path("meal_structure").path(1));
                            good.set("content", BuiltIn.lunch());
                        }
                        case "document" -> good.set("content", day());
                        default -> {}
                    }
                    return good;
                })
                .tests();
    }

    /** The day, each of whose meals has lunch's foods and its own target's calories. */
    private static JsonNode day() {
        ObjectNode document = (ObjectNode) BuiltIn.MEAL_DAY.header(BuiltIn.day());
        ArrayNode meals = document.putArray("meals");
        BuiltIn.day().path("meal_structure").forEach(slot -> {
            ObjectNode meal = BuiltIn.lunch();
            meal.set("meal_id", slot.path("meal_id"));
            meal.set("time", slot.path("time"));
            ((ObjectNode) meal.path("totals")).set("calories", slot.path("calories_target"));
            meals.add(meal);
        });
        return document;
    }

    @TestFactory
    Stream<DynamicTest> codeProject() {
        Blueprint blueprint = BuiltIn.of("code-project");
        JsonNode all = BuiltIn.tree("rules-of-code-project/good.json");
        return new RuleExamples(blueprint, stage -> {
                    ObjectNode good = ofPlan(all);
                    switch (stage) {
                        case "skeleton" ->
                            good.set("content", all.path("skeleton").deepCopy());
                        case "document" -> good.set("content", project(blueprint, all));
                        default -> {
                            String kind = stage.equals("items") ? "database" : stage;
                            good.put("kind", kind);
                            good.set("header", all.path("skeleton").deepCopy());
                            good.set("spec", spec(blueprint, all, kind));
                            good.set("content", step(all, kind));
                        }
                    }
                    return good;
                })
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> trainingProgram() {
        Blueprint blueprint = BuiltIn.of("training-program");
        JsonNode all = BuiltIn.tree("rules-of-training-program/good.json");
        JsonNode skeleton = all.path("skeleton");
        return new RuleExamples(blueprint, stage -> {
                    ObjectNode good = ofPlan(all);
                    switch (stage) {
                        case "skeleton" -> good.set("content", skeleton.deepCopy());
                        case "week" -> {
                            good.set("header", blueprint.header(skeleton));
                            good.set("spec", skeleton.path("weeks").path(0).deepCopy());
                            good.set("content", all.path("week").deepCopy());
                        }
                        case "document" -> good.set("content", programme(blueprint, all));
                        case "single" -> shortProgramme(blueprint, all, good);
                        default -> {}
                    }
                    return good;
                })
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> recipeWeek() {
        Blueprint blueprint = BuiltIn.of("recipe-week");
        JsonNode all = BuiltIn.tree("rules-of-recipe-week/good.json");
        JsonNode skeleton = all.path("skeleton");
        return new RuleExamples(blueprint, stage -> {
                    ObjectNode good = ofPlan(all);
                    switch (stage) {
                        case "skeleton" -> good.set("content", skeleton.deepCopy());
                        case "recipe" -> {
                            good.set("header", blueprint.header(skeleton));
                            good.set("spec", skeleton.path("slots").path(0).deepCopy());
                            good.set("candidates", all.path("candidates").deepCopy());
                            good.set("content", all.path("recipe").deepCopy());
                        }
                        case "single" -> good.set("content", ownMenu(blueprint, all));
                        default -> good.set("content", menu(blueprint, all));
                    }
                    return good;
                })
                .tests();
    }

    /** Lunch's recipe for each slot. */
    private static ObjectNode menu(Blueprint blueprint, JsonNode all) {
        ObjectNode document = (ObjectNode) blueprint.header(all.path("skeleton"));
        ArrayNode recipes = document.putArray("recipes");
        all.path("skeleton").path("slots").forEach(slot -> {
            ObjectNode recipe = (ObjectNode) all.path("recipe").deepCopy();
            recipe.set("slot_id", slot.path("slot_id"));
            recipe.set("meal", slot.path("meal"));
            recipes.add(recipe);
        });
        return document;
    }

    /** Without candidates, each under a name of its own. */
    static ObjectNode ownMenu(Blueprint blueprint, JsonNode all) {
        ObjectNode document = menu(blueprint, all);
        document.path("recipes")
                .forEach(recipe -> ((ObjectNode) recipe)
                        .put("name", "Dish of " + recipe.path("slot_id").asString(""))
                        .put("based_on", ""));
        return document;
    }

    /** Every step with the files that good.json has of it. */
    static ObjectNode project(Blueprint blueprint, JsonNode all) {
        ObjectNode document = (ObjectNode) all.path("skeleton").deepCopy();
        ArrayNode steps = document.putArray("steps");
        blueprint.items(all.path("skeleton")).forEach(item -> steps.add(step(all, item.kind())));
        return document;
    }

    private static ObjectNode ofPlan(JsonNode all) {
        ObjectNode good = JsonMapper.shared().createObjectNode();
        good.set("input", all.path("input").deepCopy());
        return good;
    }

    private static JsonNode spec(Blueprint blueprint, JsonNode all, String kind) {
        return blueprint.items(all.path("skeleton")).stream()
                .filter(item -> item.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .spec()
                .deepCopy();
    }

    /** The files that good.json names for a step. */
    private static ObjectNode step(JsonNode all, String kind) {
        ObjectNode step = JsonMapper.shared().createObjectNode().put("summary", "What is there of " + kind);
        ArrayNode files = step.putArray("files");
        all.path("steps")
                .path(kind)
                .properties()
                .forEach(file -> files.addObject().put("path", file.getKey()).set("content", file.getValue()));
        return step;
    }

    /** Every week as the first, with its own number, phase and sets. */
    private static JsonNode programme(Blueprint blueprint, JsonNode all) {
        ObjectNode document = (ObjectNode) blueprint.header(all.path("skeleton"));
        ArrayNode weeks = document.putArray("weeks");
        all.path("skeleton").path("weeks").forEach(planned -> {
            ObjectNode week = (ObjectNode) all.path("week").deepCopy();
            week.set("week_id", planned.path("week_id"));
            week.set("number", planned.path("number"));
            week.set("phase", planned.path("phase"));
            week.set("total_sets", planned.path("planned_sets"));
            weeks.add(week);
        });
        return document;
    }

    /** Three loading weeks, each with the sets that its workouts have. */
    private static void shortProgramme(Blueprint blueprint, JsonNode all, ObjectNode good) {
        ObjectNode document = (ObjectNode) programme(blueprint, all);
        ArrayNode weeks = (ArrayNode) document.path("weeks");
        while (weeks.size() > 3) {
            weeks.remove(weeks.size() - 1);
        }
        weeks.forEach(
                week -> ((ObjectNode) week).set("total_sets", all.path("week").path("total_sets")));
        ((ObjectNode) good.path("input")).put("weeks", weeks.size());
        good.set("content", document);
    }
}
