package io.armature.assembler.job;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The money of a plan that has a limit, US dollars. Whoever asks for an item gives it a share; together the shares of
 * all items and what is free are never more than the limit, so that no order of events can overspend it.
 *
 * @param perItem the share of an item that the planner asked for
 * @param free what no item was given; never below zero
 */
public record Budget(BigDecimal perItem, BigDecimal free) {
    private static final int SCALE = 12;

    public Budget {
        if (perItem.signum() < 0 || free.signum() < 0) {
            throw new IllegalArgumentException("money below zero: perItem=" + perItem + " free=" + free);
        }
    }

    /**
     * The budget when the planner has asked for the items that wait for no other: it cuts what the skeleton left into
     * equal shares for all items (see {@code Planning.perItem} there), and those of the waiting ones are free here.
     *
     * @param waiting how many of the items wait
     */
    public static Budget of(BigDecimal maxCost, BigDecimal skeletonCost, int items, int waiting) {
        BigDecimal left = maxCost.subtract(skeletonCost).max(BigDecimal.ZERO);
        BigDecimal perItem = part(left, Math.max(1, items));
        return new Budget(perItem, left.subtract(perItem.multiply(BigDecimal.valueOf((long) items - waiting))));
    }

    /** The equal share of each of those that still are to get one; at least one is. */
    public BigDecimal share(int among) {
        return part(free, Math.max(1, among));
    }

    /** A share was given to an item. */
    public Budget given(BigDecimal share) {
        return new Budget(perItem, free.subtract(share));
    }

    /** An item that had this share ended at this cost; what it left is free again. */
    public Budget back(BigDecimal share, BigDecimal cost) {
        return spent(cost.subtract(share));
    }

    /** This much was spent that no share covers; money that comes back counts below zero. */
    public Budget spent(BigDecimal more) {
        return new Budget(perItem, free.subtract(more).max(BigDecimal.ZERO));
    }

    private static BigDecimal part(BigDecimal whole, int parts) {
        return whole.divide(BigDecimal.valueOf(parts), SCALE, RoundingMode.DOWN);
    }
}
