package io.armature.simulator.writing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What to buy instead, where the athlete lives (see {@code local-foods.csv}); one to three of them. */
final class Alternatives {
    private record Local(List<String> countries, List<String> shops, String insteadOf, String use, String words) {}

    private static final List<Local> TABLE = Foods.lines("local-foods.csv")
            .map(line -> line.split("\\|", -1))
            .map(f -> new Local(
                    Arrays.asList(f[0].split(",")), Arrays.asList(f[1].split(",")), f[2], f[3], Foods.words(f[3])))
            .toList();
    private static final int MOST = 3;

    private Alternatives() {}

    static ArrayNode of(Collection<Food> foods, JsonNode athlete, RandomGenerator random) {
        String country = athlete.path("country").asString("");
        List<String> barred = Foods.barredFor(athlete);
        List<Local> known = TABLE.stream()
                .filter(local -> local.countries()
                        .contains(country.toLowerCase(Locale.ROOT).strip()))
                .filter(local -> barred.stream().noneMatch(word -> Foods.names(local.words(), word)))
                .toList();
        ArrayNode alternatives = JsonMapper.shared().createArrayNode();
        for (Food food : foods) {
            known.stream()
                    .filter(local -> alternatives.size() < MOST && food.name().startsWith(local.insteadOf()))
                    .findFirst()
                    .ifPresent(local -> add(
                            alternatives,
                            food,
                            local.use(),
                            "of the same kind, and sold at " + pick(local.shops(), random)));
        }
        if (alternatives.isEmpty()) {
            Food food = foods.iterator().next();
            String shop = known.isEmpty() ? "" : ", at " + pick(known.getFirst().shops(), random);
            add(
                    alternatives,
                    food,
                    "the shop's own brand of " + food.name().toLowerCase(Locale.ROOT),
                    "nearly the same values for less money" + shop
                            + (country.isBlank() ? "" : ", anywhere in " + shortened(country)));
        }
        return alternatives;
    }

    private static void add(ArrayNode list, Food food, String use, String why) {
        list.addObject().put("instead_of", food.name()).put("use", use).put("why", why);
    }

    private static String pick(List<String> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String shortened(String country) {
        return country.length() > 60 ? country.substring(0, 60) : country;
    }
}
