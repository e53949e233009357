package io.armature.generation.estimate;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Distinctness;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Together;
import io.armature.blueprints.Variables;
import io.armature.models.ModelsSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a document would take. Prompts are rendered as they would be; answers and failures are supposed: low takes every
 * first answer for good and a fifth of its budget long, expected half of it with one answer in ten asked for again,
 * high every try of every tier to the end of its budget, whatever a tier may do with answers that are cut off, and
 * every round in which items that are like others may be asked for again. What prompts show of other items is left out.
 */
public record Estimate(Figures low, Figures expected, Figures high) {
    /**
     * By a skeleton that such a document may have.
     *
     * @param models prices and limits of every model that the blueprint names
     * @throws io.armature.models.UnknownModelException when the catalogue does not name one
     */
    public static Estimate of(Blueprint blueprint, JsonNode input, JsonNode skeleton, ModelsSettings models) {
        return of(blueprint, input, skeleton, models, UnaryOperator.identity());
    }

    /**
     * The same, of a plan that wishes for other models or budgets.
     *
     * @param wished makes of each stage the one that the plan wishes for
     */
    public static Estimate of(
            Blueprint blueprint,
            JsonNode input,
            JsonNode skeleton,
            ModelsSettings models,
            UnaryOperator<Stage> wished) {
        return each(models, stages -> figures(blueprint, input, skeleton, wished, stages));
    }

    /**
     * By the one call that writes the whole document.
     *
     * @param single of the blueprint, as the plan wishes for it
     */
    public static Estimate ofSingle(Stage single, JsonNode input, ModelsSettings models) {
        return each(models, stages -> stages.of(single, Variables.forSkeleton(input)));
    }

    private static Estimate each(ModelsSettings models, Function<StageEstimate, Figures> figures) {
        return new Estimate(
                figures.apply(new StageEstimate(models, Assumption.LOW)),
                figures.apply(new StageEstimate(models, Assumption.EXPECTED)),
                figures.apply(new StageEstimate(models, Assumption.HIGH)));
    }

    private static Figures figures(
            Blueprint blueprint, JsonNode input, JsonNode skeleton, UnaryOperator<Stage> wished, StageEstimate stages) {
        Figures planning = stages.of(wished.apply(blueprint.skeleton()), Variables.forSkeleton(input));
        List<ItemSpec> items = blueprint.items(skeleton);
        JsonNode header = blueprint.header(skeleton);
        Map<String, Figures> each = new HashMap<>();
        items.stream().collect(Collectors.groupingBy(ItemSpec::kind)).forEach((kind, ofKind) -> {
            List<Together.Member> members = ofKind.stream()
                    .map(item -> new Together.Member(item.itemId(), seen(blueprint, input, header, item)))
                    .toList();
            Stage stage = wished.apply(blueprint.item(kind));
            each.putAll(ofKind(stage, members, stages));
            int rounds = blueprint
                    .distinctness()
                    .filter(distinct -> distinct.kinds().contains(kind))
                    .map(Distinctness::rounds)
                    .orElse(0);
            members.forEach(member ->
                    each.merge(member.itemId(), stages.again(stage, member.variables(), rounds), Figures::then));
        });
        Figures all = each.values().stream().reduce(Figures.NONE, Figures::beside);
        return planning.then(all.within(longestChain(items, each)));
    }

    private static Map<String, Figures> ofKind(Stage stage, List<Together.Member> members, StageEstimate stages) {
        Map<String, Figures> each = new HashMap<>();
        int most = stage.together().map(Together::most).orElse(1);
        for (int from = 0; from < members.size(); from += most) {
            List<Together.Member> group = members.subList(from, Math.min(members.size(), from + most));
            if (group.size() == 1) {
                each.put(
                        group.getFirst().itemId(),
                        stages.of(stage, group.getFirst().variables()));
            } else {
                stages.together(stage, stage.together().orElseThrow(), group)
                        .forEach((item, figures) -> each.put(item, figures));
            }
        }
        return each;
    }

    /** Without what only the run will tell: the results of other items, and what is found for it. */
    private static Variables seen(Blueprint blueprint, JsonNode input, JsonNode header, ItemSpec item) {
        Variables seen = Variables.forItem(input, header, item.spec());
        return blueprint.retrieval().isPresent() ? seen.offered(JsonNodeFactory.instance.arrayNode()) : seen;
    }

    /** Items run side by side, but for those that wait for others. */
    private static Duration longestChain(List<ItemSpec> items, Map<String, Figures> each) {
        Map<String, ItemSpec> byId = items.stream().collect(Collectors.toMap(ItemSpec::itemId, item -> item));
        Map<String, Duration> ends = new HashMap<>();
        return items.stream()
                .map(item -> end(item, byId, each, ends))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Duration end(
            ItemSpec item, Map<String, ItemSpec> byId, Map<String, Figures> each, Map<String, Duration> ends) {
        Duration known = ends.get(item.itemId());
        if (known != null) {
            return known;
        }
        Duration start = Duration.ZERO;
        for (String before : item.dependsOn()) {
            ItemSpec other = byId.get(before);
            Duration end = other == null ? Duration.ZERO : end(other, byId, each, ends);
            start = end.compareTo(start) > 0 ? end : start;
        }
        Duration whole =
                start.plus(each.getOrDefault(item.itemId(), Figures.NONE).time());
        ends.put(item.itemId(), whole);
        return whole;
    }
}
