package io.armature.assembler.job;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import tools.jackson.databind.json.JsonMapper;

/** Jobs as they are in the state store, as JSON: the store is private, and new members may be added freely. */
public final class JobSerde {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JobSerde() {}

    /** JSON of a job; fails on bytes that are none. */
    public static Serde<Job> serde() {
        return Serdes.serdeFrom(
                (topic, job) -> job == null ? null : JSON.writeValueAsBytes(job),
                (topic, bytes) -> bytes == null ? null : JSON.readValue(bytes, Job.class));
    }
}
