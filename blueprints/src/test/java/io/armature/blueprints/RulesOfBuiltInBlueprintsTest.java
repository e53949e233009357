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
    Stream<DynamicTest> codeProject() {
        Blueprint blueprint = BuiltIn.of("code-project");
        JsonNode all = BuiltIn.tree("rules-of-code-project/good.json");
        return new RuleExamples(blueprint, stage -> {
                    ObjectNode good = ofPlan(all);
                    switch (stage) {
                        case "skeleton" ->
                            good.set("content", all.path("skeleton").deepCopy());
                        case "document" -> {
                            ObjectNode document =
                                    (ObjectNode) all.path("skeleton").deepCopy();
                            ArrayNode steps = document.putArray("steps");
                            blueprint.items(all.path("skeleton")).forEach(item -> steps.add(step(all, item.kind())));
                            good.set("content", document);
                        }
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
}
