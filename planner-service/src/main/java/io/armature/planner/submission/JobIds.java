package io.armature.planner.submission;

import io.armature.planner.UuidV7;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which job a request is: the same key again is the same job, whatever form the key has. */
final class JobIds {
    private static final Pattern FIT_FOR_A_JOB_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private JobIds() {}

    /**
     * The caller's own jobId, else one that follows from its key alone, else a new one.
     *
     * @param idempotencyKey not blank
     */
    static String of(@Nullable String jobId, @Nullable String idempotencyKey, Instant now) {
        if (jobId != null) {
            return jobId;
        }
        if (idempotencyKey == null) {
            return UuidV7.at(now).toString();
        }
        return FIT_FOR_A_JOB_ID.matcher(idempotencyKey).matches()
                ? idempotencyKey
                : UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }
}
