package io.armature.assembler.assembly;

import io.armature.assembler.job.ItemState;
import io.armature.assembler.job.Job;
import io.armature.events.ItemOutcome;
import io.armature.events.SkeletonCreated;
import java.util.Map;

/**
 * A plan's skeleton, and what is known of its items.
 *
 * @param items by item id; of an item of which nothing has come there is none
 */
record PlannedItems(SkeletonCreated skeleton, Map<String, ItemState> items) {
    /**
     * The counters, held against the skeleton once they say that all is there: results of items that it does not have
     * must not end a plan whose own items are still to come.
     */
    Job recounted(Job job) {
        int[] ended = new int[2];
        skeleton.getItems()
                .forEach(spec -> items.getOrDefault(spec.getItemId(), ItemState.UNKNOWN)
                        .ended()
                        .ifPresent(result -> ended[result.getOutcome() == ItemOutcome.ACCEPTED ? 0 : 1]++));
        return job.counted(ended[0], ended[1]);
    }
}
