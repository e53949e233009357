package io.armature.planner.planning;

import io.armature.blueprints.Reason;
import io.armature.generation.Attempt;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What came of planning. Every call made is in {@code attempts}. */
sealed interface Planned {
    /** A skeleton that holds every rule. */
    record Skeleton(JsonNode content, List<Attempt> attempts) implements Planned {}

    /** No tier gave one. */
    record NoSkeleton(List<Reason> reasons, List<Attempt> attempts) implements Planned {}
}
