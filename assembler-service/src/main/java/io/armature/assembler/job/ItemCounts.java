package io.armature.assembler.job;

import io.armature.events.ItemOutcome;

/**
 * How many items of a plan there are, and how they fare.
 *
 * @param total items of the skeleton; 0 until it has come
 * @param escalated items that needed a tier above the first
 * @param waiting items that are not asked for yet, since others must end first
 */
public record ItemCounts(int total, int accepted, int failed, int escalated, int waiting) {
    static final ItemCounts NONE = new ItemCounts(0, 0, 0, 0, 0);

    /** Items that have ended, however they did. */
    public int done() {
        return accepted + failed;
    }

    ItemCounts of(int items) {
        return new ItemCounts(items, accepted, failed, escalated, waiting);
    }

    ItemCounts ended(ItemOutcome how) {
        return how == ItemOutcome.ACCEPTED ? counted(accepted + 1, failed) : counted(accepted, failed + 1);
    }

    ItemCounts escalated(boolean another) {
        return another ? new ItemCounts(total, accepted, failed, escalated + 1, waiting) : this;
    }

    ItemCounts counted(int good, int bad) {
        return new ItemCounts(total, good, bad, escalated, waiting);
    }

    ItemCounts waiting(int items) {
        return new ItemCounts(total, accepted, failed, escalated, items);
    }
}
