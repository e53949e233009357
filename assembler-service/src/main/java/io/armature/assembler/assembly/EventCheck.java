package io.armature.assembler.assembly;

import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Holds events to what state relies on: ids that fit into keys, and the key that brings all of a job together. */
final class EventCheck {
    /** A decoded event that belongs to no plan's state; it goes to the dead letters. */
    static final class MisplacedException extends RuntimeException {
        MisplacedException(String message) {
            super(message);
        }
    }

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private EventCheck() {}

    /** @throws MisplacedException when it cannot be told which plan the event is of, or its record has another key */
    static void check(@Nullable String key, @Nullable SpecificRecord event) {
        switch (event) {
            case PlanAccepted accepted -> ids(key, accepted.getJobId());
            case PlanAborted aborted -> ids(key, aborted.getJobId());
            case SkeletonCreated skeleton -> ids(key, skeleton.getJobId(), skeleton.getPlanningId());
            case ItemCompleted result -> ids(key, result.getJobId(), result.getPlanningId(), result.getItemId());
            case ItemEscalated escalated ->
                ids(
                        key,
                        escalated.getRequest().getJobId(),
                        escalated.getRequest().getPlanningId(),
                        escalated.getRequest().getItemId());
            case null -> throw new MisplacedException("it has no value");
            default ->
                throw new MisplacedException(
                        "events of type " + event.getSchema().getFullName() + " have no place here");
        }
    }

    /**
     * The plan of an event on the topic of escalations, whose key is the item's.
     *
     * @throws MisplacedException when it cannot be told
     */
    static String jobOfItem(@Nullable SpecificRecord event) {
        if (!(event instanceof ItemEscalated escalated)) {
            throw new MisplacedException("it is no escalation of an item");
        }
        check(escalated.getRequest().getJobId(), event);
        return escalated.getRequest().getJobId();
    }

    private static void ids(@Nullable String key, String jobId, String... others) {
        if (!ID.matcher(jobId).matches()) {
            throw new MisplacedException("its job id is not 1-128 of letters, digits, '.', '_', '-'");
        }
        for (String other : others) {
            if (!ID.matcher(other).matches()) {
                throw new MisplacedException(
                        "jobId=" + jobId + ": its planning or item id is not 1-128 of letters, digits, '.', '_', '-'");
            }
        }
        if (!jobId.equals(key)) {
            throw new MisplacedException(
                    "jobId=" + jobId + ": the record's key is " + (key == null ? "missing" : "another")
                            + ", so it is on the wrong partition; publish it with its job id as the key");
        }
    }
}
