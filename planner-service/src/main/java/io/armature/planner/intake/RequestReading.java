package io.armature.planner.intake;

import io.armature.events.PlanRequested;
import io.armature.inflight.OutsideFailure;
import io.armature.topics.Topic;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Makes a request of the bytes on the topic, or says why they are none. */
final class RequestReading {
    /** Of a jobId, in characters; more would keep the answer to it from fitting into a record. */
    static final int LONGEST_JOB_ID = 128;

    private final Deserializer<PlanRequested> requests;

    RequestReading(Deserializer<PlanRequested> requests) {
        this.requests = requests;
    }

    /**
     * @throws UnreadableRequest when it never will be a request
     * @throws RuntimeException when it cannot be told now, since the registry is away
     */
    PlanRequested read(Record<byte[], byte[]> record) throws UnreadableRequest {
        PlanRequested request;
        try {
            request = requests.deserialize(Topic.PLAN_REQUESTS.topicName(), record.headers(), record.value());
        } catch (RuntimeException e) {
            if (OutsideFailure.isBehind(e)) {
                throw e;
            }
            throw new UnreadableRequest("it cannot be decoded: " + e.getMessage(), e);
        }
        if (request == null) {
            throw new UnreadableRequest("the record has no value", null);
        }
        if (request.getJobId().length() > LONGEST_JOB_ID) {
            throw new UnreadableRequest(
                    "its jobId has " + request.getJobId().length() + " characters; at most " + LONGEST_JOB_ID
                            + ", or nobody can be told how the plan ended",
                    null);
        }
        return request;
    }

    /** A record that is no request. */
    static final class UnreadableRequest extends Exception {
        UnreadableRequest(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        /** For the headers of the dead letter. */
        Throwable root() {
            return getCause() == null ? this : getCause();
        }
    }
}
