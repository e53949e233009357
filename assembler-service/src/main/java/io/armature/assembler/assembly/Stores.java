package io.armature.assembler.assembly;

/** Names of the state stores. */
public final class Stores {
    /** Job id to header. */
    public static final String JOBS = "jobs";

    /** Job id to the accepted request. */
    public static final String REQUESTS = "requests";

    /** Job id to skeleton. */
    public static final String SKELETONS = "skeletons";

    /** Job id and item id to result. */
    public static final String RESULTS = "results";

    /** Job id and item id to the newest escalation. */
    public static final String ESCALATIONS = "escalations";

    /** Job id to the last event. */
    public static final String ENDED = "ended";

    /** Time and job id: what is due then. */
    public static final String DUE = "due";

    private Stores() {}

    /** {@code /} is in no job id, so one job's items stand together and apart from every other's. */
    static String itemKey(String jobId, String itemId) {
        return jobId + "/" + itemId;
    }
}
