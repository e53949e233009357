package io.armature.assembler.assembly;

import java.time.Instant;

/**
 * Names and keys of the state stores. {@code /} is in no id, so what belongs to one job, and to one planning of it,
 * stands together and apart from everything else.
 */
public final class Stores {
    /** Job id to header. */
    public static final String JOBS = "jobs";

    /** Job id to the accepted request, of open plans. */
    public static final String REQUESTS = "requests";

    /** Job id to skeleton, of open plans. */
    public static final String SKELETONS = "skeletons";

    /** Job, planning and item to result, of open plans. */
    public static final String RESULTS = "results";

    /** Job, planning and item to the newest escalation, of open plans. */
    public static final String ESCALATIONS = "escalations";

    /** Job id to the last event. */
    public static final String ENDED = "ended";

    /** Time and job id: what is due then. */
    static final String DUE = "due";

    /** Time of the request, the newest first, and job id. */
    public static final String NEWEST = "newest";

    private Stores() {}

    static String itemKey(String jobId, String planningId, String itemId) {
        return jobId + "/" + planningId + "/" + itemId;
    }

    /** The first key of one planning's items; they end before {@link #endOf} this. */
    public static String itemsOf(String jobId, String planningId) {
        return jobId + "/" + planningId + "/";
    }

    /** The first key of all a job's items; they end before {@link #endOf} this. */
    static String itemsOf(String jobId) {
        return jobId + "/";
    }

    /** The end of the range of keys that start with this, which ends in {@code /}: {@code 0} comes after it. */
    public static String endOf(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + "0";
    }

    /** Orders plans by the time of their request, the newest first, then by id. */
    public static String newestKey(Instant requestedAt, String jobId) {
        return "%016x/%s".formatted(Long.MAX_VALUE - Math.max(0, requestedAt.toEpochMilli()), jobId);
    }

    /** Orders what is due by time. */
    static String dueKey(Instant at, String jobId) {
        return "%016x/%s".formatted(Math.max(0, at.toEpochMilli()), jobId);
    }

    /** The job id at the end of a key that begins with a time. */
    public static String jobId(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
