package io.armature.assembler.job;

import io.armature.events.ItemOutcome;

/**
 * How many items of a plan there are, and how they fare.
 *
 * @param total items of the skeleton; 0 until it has come
 * @param escalated items that needed a tier above the first
 */
public record ItemCounts(int total, int accepted, int failed, int escalated) {
    static final ItemCounts NONE = new ItemCounts(0, 0, 0, 0);

    /** Items that have ended, however they did. */
    public int done() {
        return accepted + failed;
    }

    ItemCounts of(int items) {
        return new ItemCounts(items, accepted, failed, escalated);
    }

    ItemCounts ended(ItemOutcome how) {
        return how == ItemOutcome.ACCEPTED ? counted(accepted + 1, failed) : counted(accepted, failed + 1);
    }

    ItemCounts escalated(boolean another) {
        return another ? new ItemCounts(total, accepted, failed, escalated + 1) : this;
    }

    ItemCounts counted(int good, int bad) {
        return new ItemCounts(total, good, bad, escalated);
    }
}
