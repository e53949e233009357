package io.armature.simulator.writing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole {@code recipe-week} in one answer: every slot's recipe, none twice. */
final class WholeMenuWriter implements Writer {
    private final MenuWriter menus = new MenuWriter();

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        ObjectNode week = menus.write(ask, random);
        JsonNode slots = week.path("slots");
        week.remove("slots");
        ArrayNode recipes = week.putArray("recipes");
        Set<String> taken = new HashSet<>();
        slots.forEach(slot -> {
            ObjectNode recipe = RecipeWriter.unlike(taken, ask.about(slot), random);
            taken.add(recipe.path("name").asString(""));
            recipes.add(recipe);
        });
        return week;
    }

    @Override
    public List<String> items(JsonNode content) {
        return content.path("recipes")
                .valueStream()
                .map(entry -> entry.path("slot_id").asString(""))
                .toList();
    }

    /** In one of its recipes: other calories than its macros give, or a slot that nobody asked for. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        JsonNode wrong = content.deepCopy();
        JsonNode recipes = wrong.path("recipes");
        ObjectNode recipe = (ObjectNode) recipes.path(random.nextInt(recipes.size()));
        if (random.nextBoolean()) {
            ObjectNode nutrition = (ObjectNode) recipe.path("nutrition");
            nutrition.put("calories", Math.round(nutrition.path("calories").doubleValue() * 1.6 + 80));
        } else {
            recipe.put("slot_id", "another-slot");
        }
        return wrong;
    }
}
