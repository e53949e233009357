package io.armature.planner.planning;

import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How large a plan may become. Every item request carries the input and the skeleton's header, and all of them go out
 * in one transaction.
 *
 * @param mostItems most items
 * @param mostBytes most bytes of all item requests together, uncompressed
 */
record SkeletonBounds(int mostItems, long mostBytes) {
    /** Why a skeleton is too large to be worked on; empty when it is not. */
    Optional<Reason> exceededBy(List<ItemSpec> items, String input, String header) {
        if (items.size() > mostItems) {
            return Optional.of(new Reason(
                    "too-many-items",
                    "",
                    "the skeleton has " + items.size() + " items, but this planner takes " + mostItems
                            + " at most (armature.planner.most-items); ask for a smaller document"));
        }
        long bytes = (bytes(input) + bytes(header)) * items.size()
                + items.stream()
                        .mapToLong(item -> bytes(item.spec().toString()))
                        .sum();
        if (bytes > mostBytes) {
            return Optional.of(new Reason(
                    "too-large",
                    "",
                    "the requests for the skeleton's " + items.size() + " items have " + bytes
                            + " bytes together, but this planner takes " + mostBytes
                            + " at most (armature.planner.most-item-bytes); send a shorter input"));
        }
        return Optional.empty();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
