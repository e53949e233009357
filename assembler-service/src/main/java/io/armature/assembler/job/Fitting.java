package io.armature.assembler.job;

import io.armature.events.Attempt;
import io.armature.events.Bill;
import io.armature.events.DocumentReference;
import io.armature.events.ItemEnd;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Makes a plan's last event small enough for a message: a plan must end, whatever its size. A large document is taken
 * out and referred to, which loses nothing; then goes what is least missed: the reasons of single attempts, the
 * attempts (the bill stays); last, all reasons but a few.
 */
public final class Fitting {
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_MESSAGE = 500;

    private Fitting() {}

    /**
     * What is allowed.
     *
     * @param event bytes that an event may have
     * @param document bytes that a document beside its event may have; what is larger is given up
     * @param keptUntil how long such a document is kept
     */
    public record Room(int event, long document, Instant keptUntil) {}

    /**
     * An event that fits.
     *
     * @param apart the document that it refers to, as UTF-8; empty where it has its document in it, or none
     */
    public record Fitted(PlanCompleted last, Optional<byte[]> apart) {}

    /**
     * The same event, or as much of it as fits.
     *
     * @param size of an event in bytes, as it is written
     */
    public static Fitted within(PlanCompleted whole, Room room, ToIntFunction<PlanCompleted> size) {
        if (size.applyAsInt(whole) <= room.event()) {
            return new Fitted(whole, Optional.empty());
        }
        byte[] document = Optional.ofNullable(whole.getDocument()).orElse("").getBytes(StandardCharsets.UTF_8);
        List<UnaryOperator<PlanCompleted>> cuts = List.of(
                last -> document.length > room.event() / 2 ? withoutDocument(last, document, room) : last,
                Fitting::withoutReasonsOfAttempts,
                Fitting::withoutAttempts,
                last -> withoutDocument(last, document, room),
                Fitting::withFewReasons);
        PlanCompleted last = whole;
        for (int cut = 0; cut < cuts.size() && size.applyAsInt(last) > room.event(); cut++) {
            last = cuts.get(cut).apply(last);
        }
        return new Fitted(last, last.getDocumentReference() == null ? Optional.empty() : Optional.of(document));
    }

    /** Why a plan gets no document, though its items are there. */
    public static Reason tooLarge(long bytes, long most) {
        return new Reason(
                "too-large",
                "",
                "the document has " + bytes + " bytes, and this assembler keeps at most " + most
                        + " (armature.assembler.largest-document); ask for a smaller one");
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

    private static PlanCompleted withoutDocument(PlanCompleted last, byte[] document, Room room) {
        if (last.getDocument() == null) {
            return last;
        }
        if (document.length <= room.document()) {
            return PlanCompleted.newBuilder(last)
                    .setDocument(null)
                    .setDocumentReference(new DocumentReference(
                            "/plans/" + last.getJobId() + "/document",
                            (long) document.length,
                            sha256(document),
                            room.keptUntil()))
                    .build();
        }
        List<Reason> reasons = new ArrayList<>(last.getReasons());
        reasons.addFirst(tooLarge(document.length, room.document()));
        return PlanCompleted.newBuilder(last)
                .setOutcome(Outcome.FAILED)
                .setDocument(null)
                .setReasons(reasons)
                .build();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
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
