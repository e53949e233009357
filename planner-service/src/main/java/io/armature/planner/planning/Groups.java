package io.armature.planner.planning;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Together;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which items of a plan are asked for in one call: neighbours of the same kind, as many as the blueprint says. */
final class Groups {
    private Groups() {}

    /** The items that depend on no other, in the document's order; those by themselves are groups of one. */
    static List<List<ItemSpec>> of(Blueprint blueprint, List<ItemSpec> items) {
        List<List<ItemSpec>> groups = new ArrayList<>();
        Map<String, List<ItemSpec>> open = new HashMap<>();
        for (ItemSpec item : items.stream().filter(i -> i.dependsOn().isEmpty()).toList()) {
            int most =
                    blueprint.item(item.kind()).together().map(Together::most).orElse(1);
            List<ItemSpec> group = open.get(item.kind());
            if (group == null || group.size() >= most) {
                group = new ArrayList<>();
                groups.add(group);
                open.put(item.kind(), group);
            }
            group.add(item);
        }
        return groups;
    }
}
