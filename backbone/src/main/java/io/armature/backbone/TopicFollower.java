package io.armature.backbone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a whole topic in every process, with a consumer of its own and no group, and goes on following it. */
public final class TopicFollower<V> implements AutoCloseable {
    /** Where to begin. */
    public enum From {
        BEGINNING,
        END
    }

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

    private final String topic;
    private final From from;
    private final Map<String, Object> kafka;
    private final Deserializer<V> values;
    private final Consumer<ConsumerRecord<String, V>> follower;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Makes a follower that does nothing before {@link #start}.
     *
     * @param follower is told each record, one after another on one thread; what cannot be decoded is skipped with a
     *     warning
     */
    public TopicFollower(
            String topic,
            From from,
            Map<String, Object> kafka,
            Deserializer<V> values,
            Consumer<ConsumerRecord<String, V>> follower) {
        this.topic = topic;
        this.from = from;
        this.kafka = new java.util.HashMap<>(kafka);
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
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

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopping) {
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka)) {
                follow(consumer);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn("topic={} following failed, it starts again: {}", topic, e.toString());
                sleep();
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        if (from == From.END && !isCaughtUp()) {
            consumer.seekToEnd(partitions);
        } else {
            consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!stopping) {
            if (!isCaughtUp()
                    && ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
                caughtUp.countDown();
            }
            consumer.poll(POLL).forEach(this::tell);
        }
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
                    0,
                    0,
                    raw.key(),
                    value,
                    raw.headers(),
                    raw.leaderEpoch()));
        } catch (org.apache.kafka.common.errors.RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "topic={} partition={} offset={} is skipped: {}",
                    topic,
                    raw.partition(),
                    raw.offset(),
                    e.toString());
        }
    }

    private void sleep() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
