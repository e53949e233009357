package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Chooses the foods of a meal and weighs them until they meet the meal's targets. */
final class Plate {
    private static final int TRIES = 20;
    private static final int EXTRA_FOODS = 4;
    /** Foods above this are left out when others brought too much; mg per 100 g. */
    private static final double SALTY = 80;

    private final Set<Food> eaten;
    private final Moment moment;
    private final double[] wanted;
    private final double sodium;
    private final RandomGenerator random;

    Plate(List<Food> eaten, JsonNode spec, RandomGenerator random) {
        this.eaten = new LinkedHashSet<>(eaten);
        this.moment = Moment.of(spec);
        this.wanted = wanted(spec);
        this.sodium = spec.path("sodium_mg_target").asDouble(0);
        this.random = random;
    }

    /**
     * The targets' macros, moved towards the target's energy as far as they may be: a blueprint allows both to differ
     * by more than it allows a meal to miss either.
     */
    private static double[] wanted(JsonNode spec) {
        double[] macros = {
            spec.path("protein_g_target").asDouble(0),
            spec.path("carbs_g_target").asDouble(0),
            spec.path("fat_g_target").asDouble(0)
        };
        double energy = 4 * macros[0] + 4 * macros[1] + 9 * macros[2];
        double share = energy > 0 ? spec.path("calories_target").asDouble(energy) / energy : 1;
        return Arrays.stream(macros).map(m -> m * Math.clamp(share, 0.95, 1.05)).toArray();
    }

    /** Grams by food, salt last. */
    Map<Food, Double> fill() {
        Map<Food, Double> best = Map.of();
        double bestMiss = Double.MAX_VALUE;
        for (int i = 0; i < TRIES && bestMiss > 1; i++) {
            Map<Food, Double> tried = attempt(i > TRIES / 2);
            double miss = miss(tried);
            if (miss < bestMiss && !tried.isEmpty()) {
                best = tried;
                bestMiss = miss;
            }
        }
        return salted(best);
    }

    private Map<Food, Double> attempt(boolean leaveOutSalty) {
        Set<Food> choice = leaveOutSalty ? withoutSalty() : eaten;
        List<Food> plate = new ArrayList<>();
        for (Food.Role role : moment.plate()) {
            pick(choice.stream().filter(f -> f.role() == role && f.isFor(moment) && !plate.contains(f)), plate);
        }
        Portions portions = new Portions(plate, wanted);
        Map<Food, Double> weighed = portions.weigh();
        for (int extra = 0; extra < EXTRA_FOODS && worst(portions.off(weighed)) > 1; extra++) {
            addFor(portions.off(weighed), choice, plate, extra > 1);
            portions = new Portions(plate, wanted);
            weighed = portions.weigh();
        }
        return weighed;
    }

    private Set<Food> withoutSalty() {
        Set<Food> rest = new LinkedHashSet<>(eaten);
        rest.removeIf(food -> food.sodium() >= SALTY);
        return rest;
    }

    /** Adds one of the foods that are richest in what is missing most. */
    private void addFor(double[] off, Set<Food> choice, List<Food> plate, boolean purest) {
        int macro = off[0] >= off[1] && off[0] >= off[2] ? 0 : off[1] >= off[2] ? 1 : 2;
        pick(
                Foods.richestIn(macro).stream()
                        .filter(f -> (purest || f.isFor(moment)) && choice.contains(f) && !plate.contains(f))
                        .limit(purest ? 2 : 5),
                plate);
    }

    private void pick(Stream<Food> among, List<Food> plate) {
        List<Food> foods = among.toList();
        if (!foods.isEmpty()) {
            plate.add(foods.get(random.nextInt(foods.size())));
        }
    }

    /** Worst miss of a macro or of sodium; within 1 is good. */
    private double miss(Map<Food, Double> portions) {
        // Half of what the blueprint allows, as with the macros.
        double tooSalty = (sodium(portions) - sodium) / (0.12 * sodium + 50);
        return Math.max(worst(new Portions(List.of(), wanted).off(portions)), tooSalty);
    }

    private static double worst(double[] off) {
        return Arrays.stream(off).map(Math::abs).max().orElse(0);
    }

    private Map<Food, Double> salted(Map<Food, Double> portions) {
        Map<Food, Double> salted = new LinkedHashMap<>(portions);
        double salt = Math.round((sodium - sodium(portions)) / Foods.SALT.sodium() * 1000) / 10.0;
        if (salt >= 0.1 || salted.isEmpty()) {
            salted.put(Foods.SALT, Math.max(salt, 0.1));
        }
        return salted;
    }

    private static double sodium(Map<Food, Double> portions) {
        return portions.entrySet().stream()
                .mapToDouble(e -> e.getKey().sodium() * e.getValue() / 100)
                .sum();
    }
}
