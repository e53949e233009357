package io.armature.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MealDayContentTest {
    private static final Blueprint MEAL_DAY = Blueprints.builtIn().getFirst();

    @ParameterizedTest
    @ValueSource(strings = {"omnivore", "pescatarian", "vegetarian", "vegan"})
    void whatItWritesWithoutFaultsHoldsEveryRuleForEveryKindOfAthlete(String diet) {
        Random random = new Random(diet.hashCode());
        for (int i = 0; i < 100; i++) {
            JsonNode input = input(diet, random);
            assertThat(MEAL_DAY.checkInput(input)).isEmpty();
            Verdict skeleton =
                    MEAL_DAY.skeleton().judge(DayWriter.write(input).toString(), Variables.forSkeleton(input));
            assertThat(skeleton).as("skeleton for %s", input).isInstanceOf(Verdict.Accepted.class);
            JsonNode accepted = ((Verdict.Accepted) skeleton).content();
            for (ItemSpec item : MEAL_DAY.items(accepted)) {
                Variables variables = Variables.forItem(input, MEAL_DAY.header(accepted), item.spec());
                String meal = MealWriter.write(input, item.spec(), new SplittableRandom(i))
                        .toString();
                assertThat(MEAL_DAY.item("meal").judge(meal, variables))
                        .as(meal)
                        .isInstanceOf(Verdict.Accepted.class);
            }
        }
    }

    private static JsonNode input(String diet, Random random) {
        ObjectNode input = JsonMapper.shared().createObjectNode();
        ObjectNode athlete = input.putObject("athlete");
        athlete.put("age", 20 + random.nextInt(40)).put("sex", "other").put("height_cm", 170);
        athlete.put("weight_kg", 50 + random.nextInt(40)).put("diet", diet).put("country", "France");
        athlete.putArray("allergies").add(random.nextBoolean() ? "almonds" : "egg");
        input.put("date", "2026-11-21");
        var workouts = input.putArray("workouts");
        for (int i = random.nextInt(3); i > 0; i--) {
            workouts.addObject()
                    .put("type", "run")
                    .put("start", "%02d:30".formatted(6 + random.nextInt(13)))
                    .put("duration_min", 20 + random.nextInt(160))
                    .put("intensity", "hard");
        }
        int protein = 70 + random.nextInt(90);
        int carbs = 200 + random.nextInt(450);
        int fat = 40 + random.nextInt(60);
        input.putObject("targets")
                .put("calories", 4 * protein + 4 * carbs + 9 * fat)
                .put("protein_g", protein)
                .put("carbs_g", carbs)
                .put("fat_g", fat)
                .put("sodium_mg", 2000 + random.nextInt(4000));
        return input;
    }
}
