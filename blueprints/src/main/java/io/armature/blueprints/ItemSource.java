package io.armature.blueprints;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a skeleton becomes items. */
sealed interface ItemSource permits ItemsOfSkeleton, FixedItems {
    /** What of an accepted form keeps a skeleton from becoming items; for the model that wrote it. */
    List<Reason> check(JsonNode skeleton);

    List<ItemSpec> of(JsonNode skeleton);

    /** The skeleton without what is one item's alone. */
    JsonNode header(JsonNode skeleton);

    /** The skeleton's member that the items are made of. */
    Optional<String> member();

    /** Whether an item may depend on others. */
    boolean haveDependencies();

    JsonNode headerSchema(JsonNode skeletonSchema);

    /** What the spec of an item of this kind looks like, as far as it is known. */
    JsonNode specSchema(String kind, JsonNode skeletonSchema);
}
