package io.armature.assembler.job;

import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one item: its result, or the attempts it had made so far.
 *
 * @param round in which it was asked for last, from 0
 */
public record ItemState(@Nullable ItemCompleted result, List<Attempt> attempts, boolean escalated, int round) {
    /** Nothing yet. */
    public static final ItemState UNKNOWN = new ItemState(null, List.of(), false, 0);

    /** It was asked for again, and that has no result yet; what it holds stands until then. */
    public boolean isOpen() {
        return result != null && round > result.getRound();
    }

    /** Its result; empty while it has none, or is open. */
    public Optional<ItemCompleted> ended() {
        return isOpen() ? Optional.empty() : Optional.ofNullable(result);
    }

    /** Whether it waits for the result of this round. */
    public boolean waitsFor(int ofRound) {
        return result == null || (isOpen() && ofRound == round);
    }

    /** What counts of it when this result has come: of each round the first, and the last that was accepted. */
    public ItemCompleted counted(ItemCompleted next) {
        if (result == null) {
            return next;
        }
        if (!waitsFor(next.getRound())) {
            return result;
        }
        return next.getOutcome() == ItemOutcome.ACCEPTED
                ? next
                : ItemCompleted.newBuilder(result).setRound(next.getRound()).build();
    }
}
