package io.armature.worker;

import io.armature.backbone.KafkaSettings;
import io.armature.backbone.TopicFollower;
import io.armature.topics.Topic;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The plans that ended lately, so that what is still queued of them is not generated. Bounded: the oldest are
 * forgotten. A day back is enough: an item of an older plan is past its deadline and is not generated for that reason.
 */
final class EndedPlans implements AutoCloseable {
    private static final int MOST = 20_000;

    private final Set<String> jobIds = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }));
    private final TopicFollower<byte[]> follower;

    EndedPlans(KafkaSettings kafkaSettings) {
        // The key says it all; whole documents need not be decoded.
        follower = new TopicFollower<>(
                Topic.PLAN_COMPLETED.topicName(),
                TopicFollower.From.A_DAY_AGO,
                kafkaSettings.properties(),
                new ByteArrayDeserializer(),
                record -> jobIds.add(record.key()));
    }

    void start() {
        follower.start();
    }

    boolean contains(String jobId) {
        return jobIds.contains(jobId);
    }

    /** Waits until the plans that had ended before the start are known; false when the time was too short. */
    boolean awaitCaughtUp(Duration longest) throws InterruptedException {
        return follower.awaitCaughtUp(longest);
    }

    @Override
    public void close() {
        follower.close();
    }
}
