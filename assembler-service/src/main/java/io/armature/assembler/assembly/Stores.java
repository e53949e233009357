package io.armature.assembler.assembly;

import java.time.Instant;
import java.util.List;

/**
 * Names and keys of the state stores. {@code /} is in no id, so what belongs to one job, and to one planning of it,
 * stands together and apart from everything else.
 */
public final class Stores {
    /** All that is known of plans, in {@link Tables}. */
    public static final String PLANS = "plans";

    /** Job id and number to a piece of a document that is too large for the last event. */
    public static final String DOCUMENTS = "documents";

    static final List<String> ALL = List.of(PLANS, DOCUMENTS);

    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Stores() {}

    static String itemKey(String jobId, String planningId, String itemId) {
        return jobId + "/" + planningId + "/" + itemId;
    }

    /** The first key of one planning's items; they end before {@link #endOf} this. */
    public static String itemsOf(String jobId, String planningId) {
        return jobId + "/" + planningId + "/";
    }

    /** The first key of all a job's items, and of the pieces of its document; they end before {@link #endOf} this. */
    public static String itemsOf(String jobId) {
        return jobId + "/";
    }

    /** The end of the range of keys that start with this, which ends in {@code /}: {@code 0} comes after it. */
    public static String endOf(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + "0";
    }

    /** Orders the pieces of a document. */
    static String pieceKey(String jobId, int number) {
        return "%s/%06d".formatted(jobId, number);
    }

    /** Orders plans by the time of their request, the newest first, then by id. */
    public static String newestKey(Instant requestedAt, String jobId) {
        return "%016x/%s".formatted(Long.MAX_VALUE - millis(requestedAt), jobId);
    }

    /** The first key of plans that were requested before then. */
    public static String newestBefore(Instant then) {
        return newestKey(then, "").replace("/", "0");
    }

    /** Orders what is due by time. */
    static String dueKey(Instant at, String jobId) {
        return "%016x/%s".formatted(millis(at), jobId);
    }

    /** The job id at the end of a key that begins with a time. */
    public static String jobId(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    /** Of the epoch; times beyond what that can say are its ends. */
    private static long millis(Instant time) {
        return time.isBefore(Instant.EPOCH) ? 0 : time.isAfter(LAST) ? Long.MAX_VALUE : time.toEpochMilli();
    }
}
