package io.armature.backbone;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic in every process, with a consumer of its own and no group, and goes on following it. After a failure
 * (the broker or the registry was away) it goes on where it was. Partitions added later are seen after the next failure
 * or restart.
 */
public final class TopicFollower<V> implements AutoCloseable {
    /** Where to begin. */
    public enum From {
        BEGINNING,
        END,
        /** A day back: for what only matters while something runs that was started lately. */
        A_DAY_AGO
    }

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final Duration TO_CLOSE = Duration.ofSeconds(5);

    private final String topic;
    private final From from;
    private final Map<String, Object> kafka;
    private final Deserializer<V> values;
    private final Consumer<ConsumerRecord<String, V>> follower;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> reading;

    /**
     * Makes a follower that does nothing before {@link #start}.
     *
     * @param follower is told each record, one after another on one thread; what cannot be decoded, or what it throws
     *     at, is skipped with a warning. A record without a value comes with null
     */
    public TopicFollower(
            String topic,
            From from,
            Map<String, Object> kafka,
            Deserializer<V> values,
            Consumer<ConsumerRecord<String, V>> follower) {
        this.topic = topic;
        this.from = from;
        this.kafka = new HashMap<>(kafka);
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.kafka.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        this.kafka.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        this.values = values;
        this.follower = follower;
        this.thread = Thread.ofPlatform().name("follow-" + topic).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** True once everything was read that stood on the topic at the start. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits for {@link #isCaughtUp}; false when the time was too short. */
    public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
        return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops following; waits some seconds at most until the consumer is closed. */
    @Override
    public void close() {
        stop.countDown();
        KafkaConsumer<String, byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (thread.isAlive() && !thread.join(TO_CLOSE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void run() {
        while (!stopping()) {
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka)) {
                reading = consumer;
                follow(consumer);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("topic={} following failed, it goes on in {}: {}", topic, AFTER_A_FAILURE, e.toString());
                pause();
            } finally {
                reading = null;
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("topic " + topic + " is not there");
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(consumer, partitions, ends);
        while (!stopping()) {
            if (!isCaughtUp()
                    && ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
                caughtUp.countDown();
            }
            consumer.poll(POLL).forEach(this::tell);
        }
    }

    private void seek(
            KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> starts = switch (from) {
            case BEGINNING -> consumer.beginningOffsets(partitions);
            case END -> ends;
            case A_DAY_AGO -> aDayAgo(consumer, partitions, ends);
        };
        for (TopicPartition partition : partitions) {
            next.putIfAbsent(partition, starts.getOrDefault(partition, 0L));
            consumer.seek(partition, next.getOrDefault(partition, 0L));
        }
    }

    private static Map<TopicPartition, Long> aDayAgo(
            KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        long then = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, then));
        Map<TopicPartition, Long> starts = new HashMap<>(ends);
        consumer.offsetsForTimes(wanted).forEach((partition, found) -> {
            if (found != null) {
                starts.put(partition, found.offset());
            }
        });
        return starts;
    }

    private void tell(ConsumerRecord<String, byte[]> raw) {
        try {
            V value = raw.value() == null ? null : values.deserialize(topic, raw.headers(), raw.value());
            follower.accept(new ConsumerRecord<>(
                    topic,
                    raw.partition(),
                    raw.offset(),
                    raw.timestamp(),
                    raw.timestampType(),
                    raw.serializedKeySize(),
                    raw.serializedValueSize(),
                    raw.key(),
                    value,
                    raw.headers(),
                    raw.leaderEpoch()));
        } catch (RetriableException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "topic={} partition={} offset={} is skipped: {}",
                    topic,
                    raw.partition(),
                    raw.offset(),
                    e.toString());
        }
        next.put(new TopicPartition(topic, raw.partition()), raw.offset() + 1);
    }

    private void pause() {
        try {
            if (stop.await(AFTER_A_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("topic={} stopped while waiting", topic);
            }
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }
}
