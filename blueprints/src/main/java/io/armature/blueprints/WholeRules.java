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
 * @param ofSkeleton rules of the skeleton, as far as they say something of the document
 * @param ofItems rules of the items, by kind, as far as they can be told from an entry of the document
 */
record WholeRules(
        DocumentSection document, Optional<ItemSource> items, List<Rule> ofSkeleton, Map<String, List<Rule>> ofItems) {
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
        List<String> kinds = kinds(whole);
        for (int i = 0; i < kinds.size(); i++) {
            reasons.addAll(
                    ofItem(values, kinds.get(i), whole.path(document.items()).path(i), i));
        }
        return reasons;
    }

    /** The kind of every entry; none where a document does not tell. */
    private List<String> kinds(JsonNode whole) {
        if (document.filling().merges()) {
            return items.map(i -> i.of(asSkeleton(i, whole)).stream()
                            .map(ItemSpec::kind)
                            .toList())
                    .orElse(List.of());
        }
        return ofItems.size() != 1
                ? List.of()
                : whole.path(document.items())
                        .valueStream()
                        .map(entry -> ofItems.keySet().iterator().next())
                        .toList();
    }

    /** A merged document holds what its skeleton would. */
    private JsonNode asSkeleton(ItemSource of, JsonNode whole) {
        ObjectNode skeleton = ((ObjectNode) whole).deepCopy();
        of.member().ifPresent(member -> skeleton.set(member, whole.path(document.items())));
        return skeleton;
    }

    private List<Reason> ofItem(Map<String, Object> seen, String kind, JsonNode entry, int index) {
        String where = JsonPointer.empty()
                .appendProperty(document.items())
                .appendIndex(index)
                .toString();
        Map<String, Object> values = new HashMap<>(seen);
        values.put("content", Expressions.value(entry));
        if (document.filling().merges()) {
            values.put("spec", Expressions.value(entry));
        }
        return Rule.brokenWhereApplicable(ofItems.getOrDefault(kind, List.of()), values).stream()
                .map(reason ->
                        new Reason(reason.code(), where + reason.pointer(), "at " + where + " " + reason.message()))
                .toList();
    }
}
