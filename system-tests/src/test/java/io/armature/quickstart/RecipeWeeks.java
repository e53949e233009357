package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.Distinctness;
import io.armature.events.PlanCompleted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests for weeks of recipes, and what must hold of what comes of them. */
final class RecipeWeeks {
    static final List<String> EXAMPLES = List.of("one-day-vegan", "three-days-by-the-book", "whole-week");
    private static final Blueprint WEEK = Blueprints.builtIn().stream()
            .filter(blueprint -> blueprint.id().equals("recipe-week"))
            .findFirst()
            .orElseThrow();

    private RecipeWeeks() {}

    static ObjectNode example(String name) throws Exception {
        return (ObjectNode)
                JsonMapper.shared().readTree(Files.readString(Path.of("../examples/recipe-week/" + name + ".json")));
    }

    /** A week that no other household asked for. */
    static ObjectNode weekOf(String household) throws Exception {
        ObjectNode request = example("whole-week");
        ((ObjectNode) request.path("input")).put("notes", "For " + household);
        return request;
    }

    static void isWhole(PlanCompleted end, JsonNode input) {
        assertThat(end.getOutcome().name()).as("%s", end.getReasons()).isEqualTo("COMPLETE");
        assertThat(WEEK.checkDocument(input, JsonMapper.shared().readTree(end.getDocument())))
                .isEmpty();
    }

    static List<String> names(PlanCompleted end) {
        return JsonMapper.shared()
                .readTree(end.getDocument())
                .path("recipes")
                .valueStream()
                .map(recipe -> Distinctness.normalised(recipe.path("name").asString("")))
                .toList();
    }
}
