package io.armature.planner.planning;

import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Reason;
import io.armature.generation.Attempt;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What came of planning. Every call made is in {@code attempts}. */
sealed interface Planned {
    /** A skeleton that holds every rule, and its items in the document's order. */
    record Skeleton(JsonNode content, List<ItemSpec> items, List<Attempt> attempts) implements Planned {}

    /** A whole document of one call that holds every rule. */
    record Document(JsonNode content, List<Attempt> attempts) implements Planned {}

    /** No tier gave one, or it is too large to be worked on. */
    record NoSkeleton(List<Reason> reasons, List<Attempt> attempts) implements Planned {}
}
