package io.armature.assembler.status;

import io.armature.assembler.AssemblerSettings;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.TopicFollower;
import io.armature.events.PlanPhase;
import io.armature.events.PlanProgressed;
import io.armature.topics.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The newest progress of all plans, for everyone who follows one: one reader of the topic, a bounded memory. */
@Component
class ProgressFeed implements SmartLifecycle {
    private static final int MOST_WAITING = 1_000;

    /**
     * One step with its place on the topic.
     *
     * @param id partition and offset, for {@code Last-Event-ID}
     */
    record Step(String id, int partition, long offset, PlanProgressed event) {
        boolean isLast() {
            return event.getPhase() == PlanPhase.ENDED;
        }
    }

    /** What one client is to be told; full when it does not keep up. */
    static final class Subscription {
        private final String jobId;
        private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(MOST_WAITING);
        private volatile boolean tooSlow;

        private Subscription(String jobId) {
            this.jobId = jobId;
        }

        BlockingQueue<Step> steps() {
            return steps;
        }

        boolean isTooSlow() {
            return tooSlow;
        }

        private void offer(Step step) {
            if (!steps.offer(step)) {
                tooSlow = true;
            }
        }
    }

    private final TopicFollower<PlanProgressed> follower;
    private final int window;
    private final Deque<Step> recent = new ArrayDeque<>();
    private final Map<String, Set<Subscription>> subscriptions = new HashMap<>();
    private volatile boolean running;

    ProgressFeed(KafkaSettings kafkaSettings, EventSerdes serdes, AssemblerSettings settings) {
        this.window = settings.progressWindow();
        this.follower = new TopicFollower<>(
                Topic.PLAN_PROGRESS.topicName(),
                TopicFollower.From.END,
                kafkaSettings.properties(),
                serdes.deserializer(),
                this::on);
    }

    /** Follows a plan from now on, after what is remembered of it beyond the given place. */
    synchronized Subscription follow(String jobId, int afterPartition, long afterOffset) {
        Subscription subscription = new Subscription(jobId);
        List<Step> known = recent.stream()
                .filter(step -> step.event().getJobId().equals(jobId))
                .filter(step -> step.partition() != afterPartition || step.offset() > afterOffset)
                .toList();
        known.stream().skip(Math.max(0, known.size() - MOST_WAITING / 2)).forEach(subscription::offer);
        subscriptions.computeIfAbsent(jobId, id -> new HashSet<>()).add(subscription);
        return subscription;
    }

    synchronized void leave(Subscription subscription) {
        Set<Subscription> ofJob = subscriptions.get(subscription.jobId);
        if (ofJob != null && ofJob.remove(subscription) && ofJob.isEmpty()) {
            subscriptions.remove(subscription.jobId);
        }
    }

    synchronized int followers() {
        return subscriptions.values().stream().mapToInt(Set::size).sum();
    }

    private synchronized void on(ConsumerRecord<String, PlanProgressed> record) {
        Step step = new Step(
                record.partition() + "-" + record.offset(), record.partition(), record.offset(), record.value());
        recent.addLast(step);
        if (recent.size() > window) {
            recent.removeFirst();
        }
        subscriptions.getOrDefault(record.key(), Set.of()).forEach(subscription -> subscription.offer(step));
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
