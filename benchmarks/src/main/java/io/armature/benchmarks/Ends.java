package io.armature.benchmarks;

import io.armature.backbone.EventSerdes;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.topics.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Counts the ends of plans from now on, as any consumer sees them; of each it keeps no more than its job id. */
final class Ends implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** After the last end nothing more may come; so long it is watched for. */
    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final AtomicInteger incomplete = new AtomicInteger();
    private final Thread reading;

    Ends(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new EventSerdes(kafka).deserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.PLAN_COMPLETED.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reading = Thread.ofPlatform().name("ends").start(this::read);
    }

    /** Plans that have ended so far, however often. */
    int ended() {
        return times.size();
    }

    /** Waits for the ends of all these, a while longer for ends that should not come, and counts. */
    Tally await(Collection<String> jobs, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!times.keySet().containsAll(jobs) && System.nanoTime() - deadline < 0) {
            Thread.sleep(BETWEEN_LOOKS);
        }
        Thread.sleep(AFTERMATH);
        return Tally.of(jobs, times, incomplete.get());
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, SpecificRecord> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.value() instanceof PlanCompleted plan) {
                        times.merge(plan.getJobId(), 1, Integer::sum);
                        if (plan.getOutcome() != Outcome.COMPLETE) {
                            incomplete.incrementAndGet();
                        }
                    }
                }
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reading.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
