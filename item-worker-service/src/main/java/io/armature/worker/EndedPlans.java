package io.armature.worker;

import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.TopicFollower;
import io.armature.events.PlanCompleted;
import io.armature.topics.Topic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The plans that ended lately, so that what is still queued of them is not generated. Bounded: the oldest are
 * forgotten.
 */
@Component
class EndedPlans implements SmartLifecycle {
    private static final int MOST = 20_000;

    private final Set<String> jobIds = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }));
    private final TopicFollower<PlanCompleted> follower;
    private volatile boolean running;

    EndedPlans(KafkaSettings kafkaSettings) {
        follower = new TopicFollower<>(
                Topic.PLAN_COMPLETED.topicName(),
                TopicFollower.From.END,
                kafkaSettings.properties(),
                new EventSerdes(kafkaSettings.properties()).deserializer(),
                record -> jobIds.add(record.key()));
    }

    boolean contains(String jobId) {
        return jobIds.contains(jobId);
    }

    @Override
    public void start() {
        follower.start();
        running = true;
    }

    @Override
    public void stop() {
        follower.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
