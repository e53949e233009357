package io.armature.blueprints;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items that the skeleton lists.
 *
 * @param each the member of the skeleton that holds one object per item
 * @param id the member of such an object that is the item's id
 * @param title the member that says what it is, for people
 * @param kind which kind of item they are
 * @param dependsOn the member that lists the ids of items that must be there first
 * @param goesOnWithout whether an item is made without those of them that failed
 */
record ItemsOfSkeleton(
        String each, String id, String title, KindOf kind, Optional<String> dependsOn, boolean goesOnWithout)
        implements ItemSource {
    /** Most items of one plan. */
    static final int MOST = 5_000;

    static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    @Override
    public List<Reason> check(JsonNode skeleton) {
        List<Reason> reasons = new ArrayList<>();
        JsonNode specs = skeleton.path(each);
        if (specs.isEmpty() || specs.size() > MOST) {
            reasons.add(new Reason(
                    "items", pointer(), "/" + each + " has " + specs.size() + " entries; it needs 1 to " + MOST));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < specs.size(); i++) {
            String itemId = id(specs.get(i));
            String where = pointer() + "/" + i + "/" + id;
            if (!ID.matcher(itemId).matches()) {
                reasons.add(new Reason(
                        "item-id",
                        where,
                        where + " is '" + itemId
                                + "'; an id has 1 to 128 letters, digits, dots, hyphens or underscores"));
            } else if (!seen.add(itemId)) {
                reasons.add(
                        new Reason("item-id", where, where + " is '" + itemId + "' again; every id must be used once"));
            }
        }
        dependsOn.ifPresent(member -> checkDependencies(specs, member, seen, reasons));
        return reasons;
    }

    private void checkDependencies(JsonNode specs, String member, Set<String> ids, List<Reason> reasons) {
        Map<String, List<String>> graph = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            String itemId = id(specs.get(i));
            List<String> others = dependencies(specs.get(i));
            String where = pointer() + "/" + i + "/" + member;
            for (String other : others) {
                if (other.equals(itemId)) {
                    reasons.add(new Reason(
                            "depends-on", where, where + " names '" + itemId + "' itself; leave it out there"));
                } else if (!ids.contains(other)) {
                    reasons.add(new Reason(
                            "depends-on",
                            where,
                            where + " names '" + Reasons.trimmed(other, 60) + "', which no entry of /" + each + " is; "
                                    + "name one of " + Reasons.trimmed(String.join(", ", ids), 200)));
                }
            }
            graph.put(
                    itemId,
                    others.stream().filter(other -> !other.equals(itemId)).toList());
        }
        List<String> cycle = Cycles.one(graph);
        if (!cycle.isEmpty()) {
            reasons.add(new Reason(
                    "depends-on",
                    pointer(),
                    "these wait for each other: " + Cycles.shown(cycle)
                            + "; an entry may only depend on what can be made before it"));
        }
    }

    @Override
    public List<ItemSpec> of(JsonNode skeleton) {
        return skeleton.path(each)
                .valueStream()
                .map(spec -> new ItemSpec(
                        id(spec),
                        kind.in(spec),
                        spec.path(title).asStringOpt().orElse(id(spec)),
                        spec,
                        dependencies(spec),
                        goesOnWithout))
                .toList();
    }

    @Override
    public JsonNode header(JsonNode skeleton) {
        ObjectNode header = ((ObjectNode) skeleton).deepCopy();
        header.remove(each);
        return header;
    }

    @Override
    public Optional<String> member() {
        return Optional.of(each);
    }

    @Override
    public boolean haveDependencies() {
        return dependsOn.isPresent();
    }

    @Override
    public JsonNode headerSchema(JsonNode skeletonSchema) {
        return ItemPlaces.headerSchema(this, skeletonSchema);
    }

    @Override
    public JsonNode specSchema(String ofKind, JsonNode skeletonSchema) {
        return ItemPlaces.specSchema(this, skeletonSchema);
    }

    private String id(JsonNode spec) {
        return spec.path(id).asStringOpt().orElse("");
    }

    private List<String> dependencies(JsonNode spec) {
        return dependsOn
                .map(member -> spec.path(member)
                        .valueStream()
                        .map(other -> other.asString(""))
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private String pointer() {
        return JsonPointer.empty().appendProperty(each).toString();
    }
}
