package io.armature.assembler.assembly;

import io.armature.assembler.job.Job;
import io.armature.assembler.job.JobJson;
import io.armature.backbone.EventSerdes;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import io.armature.topics.Topic;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What the store of plans holds, {@link Stores#PLANS}. Names are part of the state's format; they order its entries:
 * the kinds that most plans do not have stand before one of which there is much, since a look at an empty range passes
 * over all that was deleted behind it.
 */
public final class Tables {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    /** Job, planning and item to nothing while it is held back, then to the money it was given. */
    static final Table<byte[]> HELD = new Table<>("h", BYTES);

    /** Job, planning and item to the round in which it was asked for last, of items that were asked for again. */
    static final Table<byte[]> REPAIRS = new Table<>("i", BYTES);

    /** Time and job id: what is due then. */
    static final Table<byte[]> DUE = new Table<>("d", BYTES);

    /** Time of the request, the newest first, and job id. */
    public static final Table<byte[]> NEWEST = new Table<>("n", BYTES);

    private final Table<Job> jobs = new Table<>(
            "j", Serdes.serdeFrom((table, job) -> JobJson.write(job), (table, bytes) -> JobJson.read(bytes)));
    private final Table<PlanAccepted> requests;
    private final Table<SkeletonCreated> skeletons;
    private final Table<ItemCompleted> results;
    private final Table<ItemEscalated> escalations;
    private final Table<PlanCompleted> ended;

    Tables(EventSerdes serdes) {
        requests = new Table<>("q", serdes.serdeAsOn(Topic.PLAN_ACCEPTED));
        skeletons = new Table<>("s", serdes.serdeAsOn(Topic.PLAN_SKELETONS));
        results = new Table<>("r", serdes.serdeAsOn(Topic.ITEMS_RESULTS));
        escalations = new Table<>("f", serdes.serdeAsOn(Topic.ITEMS_FALLBACK));
        ended = new Table<>("e", serdes.serdeAsOn(Topic.PLAN_COMPLETED));
    }

    /** Job id to header. */
    public Table<Job> jobs() {
        return jobs;
    }

    /** Job id to the accepted request, of open plans. */
    Table<PlanAccepted> requests() {
        return requests;
    }

    /** Job id to skeleton, of open plans. */
    public Table<SkeletonCreated> skeletons() {
        return skeletons;
    }

    /** Job, planning and item to result, of open plans. */
    public Table<ItemCompleted> results() {
        return results;
    }

    /** Job, planning and item to the newest escalation, of open plans. */
    Table<ItemEscalated> escalations() {
        return escalations;
    }

    /** Job id to the last event. */
    public Table<PlanCompleted> ended() {
        return ended;
    }
}
