package io.armature.assembler.assembly;

import io.armature.assembler.job.Job;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import tools.jackson.databind.json.JsonMapper;

/** Job headers in the state store, as JSON: the store is private, and new members may be added freely. */
final class JobSerde {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JobSerde() {}

    static Serde<Job> serde() {
        return Serdes.serdeFrom(
                (topic, job) -> job == null ? null : JSON.writeValueAsBytes(job),
                (topic, bytes) -> bytes == null ? null : JSON.readValue(bytes, Job.class));
    }
}
