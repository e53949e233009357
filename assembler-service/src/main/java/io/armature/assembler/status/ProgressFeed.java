package io.armature.assembler.status;

import io.armature.assembler.AssemblerSettings;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.TopicFollower;
import io.armature.events.PlanProgressed;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The newest progress of all plans, for everyone who follows one: one reader of the topic, a bounded memory. Most of it
 * nobody ever asks for, so it is kept as it came and decoded when somebody does.
 */
@Component
class ProgressFeed implements SmartLifecycle {
    private static final int ENOUGH_BYTES = 64 * 1024;
    private static final String SOON_MS = "100";

    private final Deserializer<PlanProgressed> events;
    private final TopicFollower<byte[]> follower;
    private final int window;
    private final Deque<Remembered> recent = new ArrayDeque<>();
    /** By partition: from this offset on, everything is in {@link #recent}. */
    private final Map<Integer, Long> rememberedFrom = new HashMap<>();

    private final Map<String, Set<Subscription>> subscriptions = new HashMap<>();
    private boolean running;

    private record Remembered(Place place, String jobId, byte[] event) {}

    /**
     * What a client follows a plan with.
     *
     * @param remembered steps that are known, the oldest first
     * @param next what comes after these
     */
    record Following(List<Step> remembered, Subscription next) {}

    ProgressFeed(KafkaSettings kafkaSettings, EventSerdes serdes, AssemblerSettings settings, MeterRegistry meters) {
        this.events = serdes.deserializer();
        this.window = settings.progressWindow();
        this.follower = new TopicFollower<>(
                Topic.PLAN_PROGRESS.topicName(),
                TopicFollower.From.END,
                severalAtATime(kafkaSettings.properties()),
                new ByteArrayDeserializer(),
                this::on);
        meters.gauge("armature.followers", this, ProgressFeed::followers);
    }

    /** People watch: a tenth of a second is soon enough, and a fetch for each commit of the assembler is not needed. */
    private static Map<String, Object> severalAtATime(Map<String, Object> kafka) {
        Map<String, Object> patient = new HashMap<>(kafka);
        patient.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(ENOUGH_BYTES));
        patient.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SOON_MS);
        return patient;
    }

    /** Follows a plan: nothing lies between what is remembered and what comes next. */
    synchronized Following follow(String jobId) {
        Subscription subscription = new Subscription(jobId);
        List<Step> known = recent.stream()
                .filter(step -> step.jobId().equals(jobId))
                .map(this::decoded)
                .toList();
        if (running) {
            subscriptions.computeIfAbsent(jobId, id -> new HashSet<>()).add(subscription);
        } else {
            subscription.close();
        }
        return new Following(known, subscription);
    }

    /** Whether the step at this place, and every one that came after it, is remembered. */
    synchronized boolean remembersAllFrom(Place place) {
        return rememberedFrom.getOrDefault(place.partition(), Long.MAX_VALUE) <= place.offset();
    }

    synchronized void leave(Subscription subscription) {
        Set<Subscription> ofJob = subscriptions.get(subscription.jobId());
        if (ofJob != null && ofJob.remove(subscription) && ofJob.isEmpty()) {
            subscriptions.remove(subscription.jobId());
        }
    }

    synchronized int followers() {
        return subscriptions.values().stream().mapToInt(Set::size).sum();
    }

    private synchronized void on(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        Remembered newest =
                new Remembered(new Place(record.partition(), record.offset()), record.key(), record.value());
        Set<Subscription> following = subscriptions.getOrDefault(record.key(), Set.of());
        if (!following.isEmpty()) {
            Step step = decoded(newest);
            following.forEach(subscription -> subscription.offer(step));
        }
        rememberedFrom.putIfAbsent(record.partition(), record.offset());
        recent.addLast(newest);
        if (recent.size() > window) {
            Place gone = recent.removeFirst().place();
            rememberedFrom.put(gone.partition(), gone.offset() + 1);
        }
    }

    private Step decoded(Remembered step) {
        return new Step(step.place(), events.deserialize(Topic.PLAN_PROGRESS.topicName(), step.event()));
    }

    @Override
    public void start() {
        follower.start();
        synchronized (this) {
            running = true;
        }
    }

    /** Ends all streams, so that clients go on at another assembler at once. */
    @Override
    public void stop() {
        synchronized (this) {
            running = false;
            subscriptions.values().forEach(ofJob -> ofJob.forEach(Subscription::close));
        }
        follower.close();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
