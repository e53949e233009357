package io.armature.assembler.job;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Jobs as they are in the state store, as JSON: the store is private, and new members may be added freely. */
public final class JobJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JobJson() {}

    /** JSON of a job. */
    public static byte[] write(Job job) {
        return JSON.writeValueAsBytes(job);
    }

    /**
     * A job that was written so.
     *
     * @throws tools.jackson.core.JacksonException on bytes that are none
     */
    public static Job read(byte[] json) {
        return JSON.readValue(json, Job.class);
    }
}
