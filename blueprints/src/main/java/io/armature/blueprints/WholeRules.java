package io.armature.blueprints;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What must hold of a document that one call wrote, beside its schema.
 *
 * @param document with the rules of its own
 * @param items how a skeleton becomes items; empty where that is faulty
 * @param distinctness how unlike the items must be; of one document only their names are compared, not their meaning
 * @param ofSkeleton rules of the skeleton, as far as they say something of the document
 * @param ofItems rules of the items, by kind, as far as they can be told from an entry of the document
 */
record WholeRules(
        DocumentSection document,
        Optional<ItemSource> items,
        Optional<Distinctness> distinctness,
        List<Rule> ofSkeleton,
        Map<String, List<Rule>> ofItems) {
    /** An entry's place among the items: its kind, and its spec where a document tells it. */
    private record Place(String kind, Optional<JsonNode> spec) {}

    List<Reason> broken(JsonNode input, JsonNode whole) {
        List<Reason> reasons = new ArrayList<>(document.broken(input, whole));
        Map<String, Object> values = new HashMap<>();
        values.put("input", Expressions.value(input));
        values.put("content", Expressions.value(whole));
        reasons.addAll(Rule.brokenWhereApplicable(ofSkeleton, values));
        if (document.filling().merges()) {
            items.ifPresent(i -> reasons.addAll(i.check(asSkeleton(i, whole))));
        }
        ObjectNode header = ((ObjectNode) whole).deepCopy();
        header.remove(document.items());
        values.put("header", Expressions.value(header));
        JsonNode entries = whole.path(document.items());
        reasons.addAll(everyStep(entries));
        distinctness.filter(Distinctness::mustHold).ifPresent(d -> reasons.addAll(sameNames(d, entries)));
        List<Place> places = places(whole, entries);
        for (int i = 0; i < places.size(); i++) {
            reasons.addAll(ofItem(values, places.get(i), entries.path(i), i));
        }
        return reasons;
    }

    /** What every entry stands for; none where a document does not tell. */
    private List<Place> places(JsonNode whole, JsonNode entries) {
        if (document.filling().merges()) {
            return items.map(i -> i.of(asSkeleton(i, whole)).stream()
                            .map(item -> new Place(item.kind(), Optional.of(item.spec())))
                            .toList())
                    .orElse(List.of());
        }
        if (items.orElse(null) instanceof FixedItems fixed) {
            return fixed.steps().stream()
                    .limit(entries.size())
                    .map(step -> new Place(step.kind(), Optional.of(step.spec())))
                    .toList();
        }
        return ofItems.size() != 1
                ? List.of()
                : entries.valueStream()
                        .map(entry -> new Place(ofItems.keySet().iterator().next(), Optional.empty()))
                        .toList();
    }

    private List<Reason> everyStep(JsonNode entries) {
        return items.orElse(null) instanceof FixedItems(List<ItemSpec> steps) && steps.size() != entries.size()
                ? List.of(new Reason(
                        "every-item",
                        "/" + document.items(),
                        document.items() + " has " + entries.size() + " entries; it needs " + steps.size()
                                + ", one for each of these, in this order: "
                                + Reasons.trimmed(
                                        String.join(
                                                ", ",
                                                steps.stream()
                                                        .map(ItemSpec::itemId)
                                                        .toList()),
                                        400)))
                : List.of();
    }

    private List<Reason> sameNames(Distinctness of, JsonNode entries) {
        Map<String, Integer> first = new HashMap<>();
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String name = of.nameOf(entries.path(i));
            Integer earlier = name.isBlank() ? null : first.putIfAbsent(Distinctness.normalised(name), i);
            if (earlier != null) {
                reasons.add(new Reason(
                        "distinct",
                        where(i),
                        "at " + where(i) + " is '" + Reasons.trimmed(Reasons.oneLine(name), 80) + "' once more, as at "
                                + where(earlier) + "; write another"));
            }
        }
        return reasons;
    }

    private String where(int index) {
        return JsonPointer.empty()
                .appendProperty(document.items())
                .appendIndex(index)
                .toString();
    }

    /** A merged document holds what its skeleton would. */
    private JsonNode asSkeleton(ItemSource of, JsonNode whole) {
        ObjectNode skeleton = ((ObjectNode) whole).deepCopy();
        of.member().ifPresent(member -> skeleton.set(member, whole.path(document.items())));
        return skeleton;
    }

    private List<Reason> ofItem(Map<String, Object> seen, Place place, JsonNode entry, int index) {
        Map<String, Object> values = new HashMap<>(seen);
        values.put("content", Expressions.value(entry));
        place.spec().ifPresent(spec -> values.put("spec", Expressions.value(spec)));
        return Rule.brokenWhereApplicable(ofItems.getOrDefault(place.kind(), List.of()), values).stream()
                .map(reason -> new Reason(
                        reason.code(), where(index) + reason.pointer(), "at " + where(index) + " " + reason.message()))
                .toList();
    }
}
