package io.armature.blueprints;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a skeleton becomes items.
 *
 * @param each the member of the skeleton that holds one object per item
 * @param id the member of such an object that is the item's id
 * @param title the member that says what it is, for people
 * @param kind which kind of item they are
 */
record ItemsOfSkeleton(String each, String id, String title, String kind) {
    /** Most items of one plan. */
    static final int MOST = 5_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    List<Reason> check(JsonNode skeleton) {
        List<Reason> reasons = new ArrayList<>();
        JsonNode specs = skeleton.path(each);
        if (specs.isEmpty() || specs.size() > MOST) {
            reasons.add(new Reason(
                    "items", pointer(), "/" + each + " has " + specs.size() + " entries; it needs 1 to " + MOST));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < specs.size(); i++) {
            String itemId = specs.get(i).path(id).asStringOpt().orElse("");
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
        return reasons;
    }

    List<ItemSpec> of(JsonNode skeleton) {
        return skeleton.path(each)
                .valueStream()
                .map(spec -> {
                    String itemId = spec.path(id).asString();
                    return ItemSpec.free(
                            itemId, kind, spec.path(title).asStringOpt().orElse(itemId), spec);
                })
                .toList();
    }

    JsonNode header(JsonNode skeleton) {
        ObjectNode header = ((ObjectNode) skeleton).deepCopy();
        header.remove(each);
        return header;
    }

    private String pointer() {
        return JsonPointer.empty().appendProperty(each).toString();
    }
}
