package io.armature.simulator;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.Prompt;
import io.armature.blueprints.Stage;
import io.armature.simulator.writing.Ask;
import io.armature.simulator.writing.Content;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Random athletes that the blueprint's input schema and rules let through, ordinary and odd ones. */
public final class Athletes {
    public static final Blueprint MEAL_DAY = Blueprints.builtIn().stream()
            .filter(b -> b.id().equals("meal-day"))
            .findFirst()
            .orElseThrow();

    public static final JsonMapper JSON = JsonMapper.shared();

    private static final List<String> AVOIDED = List.of(
            "peanuts",
            "egg",
            "tree nuts",
            "lactose",
            "gluten",
            "fish",
            "soy",
            "sesame",
            "banana",
            "wheat",
            "milk",
            "nuts",
            "seafood",
            "eggs",
            "celiac disease",
            "date",
            "kiwi");
    private static final List<String> COUNTRIES =
            List.of("Germany", "Israel", "United States", "Kenya", "Norway", "Atlantis");

    private Athletes() {}

    /** As a client would send it. */
    public static ObjectNode request(String model, Stage stage, Prompt prompt) {
        ObjectNode request = JsonMapper.shared().createObjectNode();
        request.put("model", model).put("max_tokens", 2_000);
        ArrayNode messages = request.putArray("messages");
        messages.addObject().put("role", "system").put("content", prompt.system());
        prompt.turns()
                .forEach(turn -> messages.addObject()
                        .put("role", turn.speaker() == Prompt.Speaker.USER ? "user" : "assistant")
                        .put("content", turn.text()));
        request.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", stage.name())
                .put("strict", true)
                .set("schema", stage.outputSchema());
        return request;
    }

    /** What the simulator writes when nothing goes wrong. */
    static JsonNode written(JsonNode request) {
        return Content.write(Ask.of(request), new SplittableRandom(1));
    }

    public static JsonNode input(String diet, Random random) {
        ObjectNode input = JsonMapper.shared().createObjectNode();
        ObjectNode athlete = input.putObject("athlete");
        athlete.put("age", 18 + random.nextInt(50)).put("sex", random.nextBoolean() ? "female" : "male");
        athlete.put("height_cm", 150 + random.nextInt(50)).put("weight_kg", 45 + random.nextInt(60));
        athlete.put("diet", diet).put("country", COUNTRIES.get(random.nextInt(COUNTRIES.size())));
        ArrayNode allergies = athlete.putArray("allergies");
        ArrayNode dislikes = athlete.putArray("dislikes");
        for (int i = random.nextInt(3); i > 0; i--) {
            (random.nextBoolean() ? allergies : dislikes).add(AVOIDED.get(random.nextInt(AVOIDED.size())));
        }
        input.put("date", "2026-11-21");
        ArrayNode workouts = input.putArray("workouts");
        for (int i = random.nextInt(5); i > 0; i--) {
            workouts.addObject()
                    .put("type", "run")
                    .put("start", "%02d:%02d".formatted(random.nextInt(24), 5 * random.nextInt(12)))
                    .put("duration_min", 15 + random.nextInt(300))
                    .put("intensity", List.of("easy", "moderate", "hard").get(random.nextInt(3)));
        }
        double protein = 60 + random.nextInt(140) + random.nextInt(10) / 10.0;
        int carbs = 100 + random.nextInt(800);
        int fat = 25 + random.nextInt(130);
        double energy = (4 * protein + 4 * carbs + 9 * fat) * (0.92 + random.nextDouble() * 0.16);
        input.putObject("targets")
                .put("calories", Math.round(energy))
                .put("protein_g", protein)
                .put("carbs_g", carbs)
                .put("fat_g", fat)
                .put("sodium_mg", 1_200 + random.nextInt(6_000));
        if (random.nextBoolean()) {
            input.putObject("preferences").put("meals", 3 + random.nextInt(8));
        }
        return input;
    }
}
