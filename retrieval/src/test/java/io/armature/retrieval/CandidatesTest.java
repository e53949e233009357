package io.armature.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.Distinctness;
import io.armature.blueprints.ItemSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Candidates of a whole week, by the real model. */
class CandidatesTest {
    private static final Blueprint WEEK = Blueprints.builtIn().stream()
            .filter(blueprint -> blueprint.id().equals("recipe-week"))
            .findFirst()
            .orElseThrow();
    private static final List<String> MAINS =
            List.of("chickpea", "salmon", "mushroom", "egg", "beetroot", "tofu", "lentil");
    private static final List<String> CUISINES =
            List.of("Indian", "Japanese", "Italian", "French", "Ukrainian", "Thai", "Turkish");

    @TempDir
    Path folder;

    @Test
    void aWeekIsDealtThreeFittingCandidatesASlotAndNoneTwice() throws Exception {
        ObjectNode input = input("retrieval");
        ((ArrayNode) input.path("eaters").path("allergies")).add("milk");
        ((ObjectNode) input.path("eaters")).put("diet", "vegetarian");
        List<ItemSpec> items = items(input);
        Map<String, ArrayNode> dealt = new Candidates(new MiniLm(), folder).dealt(WEEK, input, header(), items);
        assertThat(dealt)
                .hasSize(21)
                .allSatisfy((item, offered) -> assertThat(offered).hasSize(3));
        List<JsonNode> all =
                dealt.values().stream().flatMap(ArrayNode::valueStream).toList();
        assertThat(all.stream().map(entry -> entry.path("id").asString("")).toList())
                .doesNotHaveDuplicates();
        assertThat(all).allSatisfy(entry -> {
            assertThat(entry.path("allergens").toString()).doesNotContain("milk");
            assertThat(entry.path("diet").asString("")).isIn("vegan", "vegetarian");
        });
        items.forEach(item -> assertThat(dealt.getOrDefault(item.itemId(), input.putArray("none")))
                .allMatch(entry -> entry.path("meals")
                        .toString()
                        .contains(item.spec().path("meal").asString(""))));
        assertThat(dealt).isEqualTo(new Candidates(new MiniLm(), folder).dealt(WEEK, input, header(), items));
    }

    @Test
    void whatIsDealtDependsOnTheStrategyAndTheDay() throws Exception {
        Candidates candidates = new Candidates(new MiniLm(), folder);
        Map<String, Integer> offered = new HashMap<>();
        for (String strategy : List.of("model", "hybrid")) {
            ObjectNode input = input(strategy);
            candidates
                    .dealt(WEEK, input, header(), items(input))
                    .forEach((item, entries) ->
                            offered.merge(strategy + item.substring(0, 5), entries.size(), Integer::sum));
        }
        assertThat(offered)
                .containsEntry("modelday-1", 0)
                .containsEntry("modelday-2", 0)
                .containsEntry("hybridday-1", 9)
                .containsEntry("hybridday-2", 0)
                .containsEntry("hybridday-7", 9);
    }

    @Test
    void noTwoRecipesOfTheBookAreAlike() throws Exception {
        Distinctness distinct = WEEK.distinctness().orElseThrow();
        List<JsonNode> entries = WEEK.retrieval().orElseThrow().entries();
        List<float[]> vectors = new ArrayList<>();
        Embeddings embeddings = new MiniLm();
        for (JsonNode entry : entries) {
            vectors.add(embeddings.of(distinct.textOf(entry)));
        }
        List<String> alike = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            for (int k = 0; k < i; k++) {
                double cosine = MiniLmTest.cosine(vectors.get(i), vectors.get(k));
                if (cosine >= distinct.threshold()) {
                    alike.add("%.3f %s ~ %s"
                            .formatted(
                                    cosine,
                                    entries.get(i).path("name"),
                                    entries.get(k).path("name")));
                }
            }
        }
        assertThat(alike).isEmpty();
        assertThat(new HashSet<>(entries.stream()
                        .map(distinct::nameOf)
                        .map(Distinctness::normalised)
                        .toList()))
                .hasSameSizeAs(entries);
    }

    private static ObjectNode input(String strategy) {
        ObjectNode input = JsonMapper.shared().createObjectNode().put("days", 7).put("strategy", strategy);
        input.putArray("meal_types").add("breakfast").add("lunch").add("dinner");
        input.putObject("eaters").put("count", 2).put("diet", "omnivore").putArray("allergies");
        return input;
    }

    private static JsonNode header() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("title", "A week")
                .put("days", 7)
                .put("overview", "All of it.");
    }

    private static List<ItemSpec> items(JsonNode input) {
        ObjectNode skeleton = (ObjectNode) header().deepCopy();
        ArrayNode slots = skeleton.putArray("slots");
        for (int day = 1; day <= input.path("days").asInt(); day++) {
            for (JsonNode meal : input.path("meal_types")) {
                slots.addObject()
                        .put("slot_id", "day-" + day + "-" + meal.asString(""))
                        .put("day", day)
                        .put("meal", meal.asString(""))
                        .put("cuisine", CUISINES.get((day * 3 + slots.size()) % 7))
                        .put("main", MAINS.get(day - 1))
                        .put("calories_target", 600)
                        .put("minutes_max", 60);
            }
        }
        return WEEK.items(skeleton);
    }
}
