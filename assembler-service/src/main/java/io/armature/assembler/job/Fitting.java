package io.armature.assembler.job;

import io.armature.events.Attempt;
import io.armature.events.Bill;
import io.armature.events.ItemEnd;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Makes a plan's last event small enough for a message: a plan must end, whatever its size. What is least missed goes
 * first: the reasons of single attempts, the attempts (the bill stays), then the document; last, all reasons but a few.
 */
public final class Fitting {
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_MESSAGE = 500;

    private Fitting() {}

    /**
     * The same event, or as much of it as fits.
     *
     * @param most bytes that fit
     * @param size of an event in bytes, as it is written
     */
    public static PlanCompleted within(PlanCompleted whole, int most, ToIntFunction<PlanCompleted> size) {
        List<UnaryOperator<PlanCompleted>> cuts = List.of(
                Fitting::withoutReasonsOfAttempts,
                Fitting::withoutAttempts,
                last -> withoutDocument(last, most),
                Fitting::withFewReasons);
        PlanCompleted last = whole;
        for (int cut = 0; cut < cuts.size() && size.applyAsInt(last) > most; cut++) {
            last = cuts.get(cut).apply(last);
        }
        return last;
    }

    private static PlanCompleted withoutReasonsOfAttempts(PlanCompleted last) {
        return PlanCompleted.newBuilder(last)
                .setSkeletonAttempts(withoutReasons(last.getSkeletonAttempts()))
                .setItems(last.getItems().stream()
                        .map(item -> ItemEnd.newBuilder(item)
                                .setAttempts(withoutReasons(item.getAttempts()))
                                .build())
                        .toList())
                .build();
    }

    private static List<Attempt> withoutReasons(List<Attempt> attempts) {
        return attempts.stream()
                .map(attempt ->
                        Attempt.newBuilder(attempt).setReasons(List.of()).build())
                .toList();
    }

    private static PlanCompleted withoutAttempts(PlanCompleted last) {
        return PlanCompleted.newBuilder(last)
                .setSkeletonAttempts(List.of())
                .setItems(last.getItems().stream()
                        .map(item ->
                                ItemEnd.newBuilder(item).setAttempts(List.of()).build())
                        .toList())
                .build();
    }

    private static PlanCompleted withoutDocument(PlanCompleted last, int most) {
        if (last.getDocument() == null) {
            return last;
        }
        List<Reason> reasons = new ArrayList<>(last.getReasons());
        reasons.addFirst(new Reason(
                "too-large",
                "",
                "the document has " + last.getDocument().length() + " characters, and the message it goes in at most "
                        + most + " bytes; ask for a smaller one"));
        return PlanCompleted.newBuilder(last)
                .setOutcome(Outcome.FAILED)
                .setDocument(null)
                .setReasons(reasons)
                .build();
    }

    private static PlanCompleted withFewReasons(PlanCompleted last) {
        List<Reason> few = last.getReasons().stream()
                .limit(MOST_REASONS)
                .map(reason -> new Reason(
                        clipped(reason.getCode()), clipped(reason.getPointer()), clipped(reason.getMessage())))
                .toList();
        return PlanCompleted.newBuilder(last)
                .setReasons(few)
                .setItems(List.of())
                .setBill(Bill.newBuilder(last.getBill()).setByItem(List.of()).build())
                .build();
    }

    private static String clipped(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_MESSAGE));
    }
}
