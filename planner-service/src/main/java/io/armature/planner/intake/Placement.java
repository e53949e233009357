package io.armature.planner.intake;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where a job's requests must stand, so that one task sees them all: where Kafka's Java client puts the key
 * {@code jobId}. Others may stand anywhere: without a key, with another key, or put there by a client that hashes keys
 * otherwise (librdkafka does, unless told {@code partitioner=murmur2_random}).
 *
 * @param partitions of {@code plan.requests}
 */
record Placement(int partitions) {
    Placement {
        if (partitions < 1) {
            throw new IllegalArgumentException("plan.requests cannot have " + partitions + " partitions");
        }
    }

    int of(String jobId) {
        return Utils.toPositive(Utils.murmur2(jobId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
