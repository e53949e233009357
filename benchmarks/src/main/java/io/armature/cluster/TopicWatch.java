package io.armature.cluster;

import io.armature.backbone.EventSerdes;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Sees every committed event of some topics as it becomes readable, from now on, as any consumer would. */
public final class TopicWatch implements AutoCloseable {
    /**
     * One event.
     *
     * @param written the record's own time, when its producer handed it over, to the millisecond
     * @param seen when a consumer had it in hand
     */
    public record Seen(Topic topic, String key, SpecificRecord event, Instant written, Instant seen) {}

    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<String, List<Seen>> byJob = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition someEnded = lock.newCondition();
    private final Thread reading;

    /** @param watched {@link Topic#PLAN_COMPLETED} is always watched as well */
    public TopicWatch(Map<String, Object> kafka, Set<Topic> watched) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new EventSerdes(kafka).deserializer());
        Stream.concat(watched.stream(), Stream.of(Topic.PLAN_COMPLETED))
                .forEach(topic -> topics.put(topic.topicName(), topic));
        List<TopicPartition> partitions = topics.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reading = Thread.ofPlatform().name("topic-watch").start(this::read);
    }

    /** Everything seen of this job so far. */
    public List<Seen> of(String jobId) {
        return byJob.getOrDefault(jobId, List.of());
    }

    /** The event of this job that ended it. */
    public Seen end(String jobId) {
        return of(jobId).stream()
                .filter(seen -> seen.topic() == Topic.PLAN_COMPLETED)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Waits until all these jobs have ended.
     *
     * @throws IllegalStateException when they have not in time
     */
    public void awaitEnd(Collection<String> jobs, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        lock.lock();
        try {
            while (!ended.containsAll(jobs)) {
                if (someEnded.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    throw new IllegalStateException(
                            jobs.stream().filter(job -> !ended.contains(job)).count() + " of " + jobs.size()
                                    + " jobs have not ended after " + longest.toSeconds() + " s");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of what was seen so far. */
    public void forget() {
        byJob.clear();
        ended.clear();
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, SpecificRecord> record : consumer.poll(Duration.ofSeconds(1))) {
                    take(record, Instant.now());
                }
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    private void take(ConsumerRecord<String, SpecificRecord> record, Instant now) {
        Topic topic = topics.get(record.topic());
        if (topic == null || record.key() == null) {
            return;
        }
        String job = record.key().split("/", 2)[0];
        byJob.computeIfAbsent(job, j -> new CopyOnWriteArrayList<>())
                .add(new Seen(topic, record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()), now));
        if (topic == Topic.PLAN_COMPLETED) {
            lock.lock();
            try {
                ended.add(job);
                someEnded.signalAll();
            } finally {
                lock.unlock();
            }
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
