package io.armature.backbone.answers;

import io.armature.events.AnswerRecorded;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, for partitions just assigned, the answers that their owners before wrote: from the committed position to what
 * is the end when it begins, transactions under way there included, which it waits for. Until it is through, no record
 * of these partitions is worked on.
 */
final class AnswersReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswersReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final String topic;
    private final Map<String, Object> kafka;
    private final Deserializer<AnswerRecorded> values;
    private final IntUnaryOperator partitionFor;
    private volatile boolean closed;

    /** @param partitionFor the topic's partition that holds the answers for a partition of the topic served */
    AnswersReader(
            String topic,
            Map<String, Object> kafka,
            Deserializer<AnswerRecorded> values,
            IntUnaryOperator partitionFor) {
        this.topic = topic;
        this.kafka = new HashMap<>(kafka);
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.kafka.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        this.kafka.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        this.values = values;
        this.partitionFor = partitionFor;
    }

    /** Begins to read; tells each partition when it is through. */
    void read(Map<Integer, HeldPartition> held) {
        Thread.ofPlatform().daemon().name("read-" + topic).start(() -> untilRead(held));
    }

    private void untilRead(Map<Integer, HeldPartition> held) {
        while (!closed) {
            held.values().removeIf(HeldPartition::isReleased);
            try {
                once(held);
                return;
            } catch (KafkaException | ExecutionException e) {
                LOG.warn(
                        "topic={} the answers paid for cannot be read yet, {} partitions wait; tried again in {}: {}",
                        topic,
                        held.size(),
                        AFTER_A_FAILURE,
                        e.toString());
                held.values().forEach(HeldPartition::forget);
                LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void once(Map<Integer, HeldPartition> held) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ends = ends(held.keySet());
        Map<TopicPartition, Long> starts = starts(held);
        starts.entrySet().removeIf(start -> start.getValue() >= ends.getOrDefault(start.getKey(), 0L));
        if (!starts.isEmpty()) {
            read(held, starts, ends);
        }
        held.forEach((partition, into) -> into.readTo(ends.getOrDefault(answersOf(partition), 0L)));
    }

    /** Of all that was written, committed or not yet. */
    private Map<TopicPartition, Long> ends(Collection<Integer> partitions)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka)) {
            return admin
                    .listOffsets(
                            partitions.stream()
                                    .map(this::answersOf)
                                    .distinct()
                                    .collect(Collectors.toMap(name -> name, name -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        }
    }

    private Map<TopicPartition, Long> starts(Map<Integer, HeldPartition> held) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        held.forEach((partition, into) ->
                starts.merge(answersOf(partition), into.start().orElse(0), Math::min));
        return starts;
    }

    private void read(
            Map<Integer, HeldPartition> held, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends)
            throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka)) {
            consumer.assign(starts.keySet());
            starts.forEach(consumer::seek);
            int found = 0;
            while (!starts.keySet().stream()
                    .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))) {
                if (closed) {
                    throw new InterruptedException("stopped while reading answers");
                }
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                    found += tell(held, entry) ? 1 : 0;
                }
            }
            LOG.info("topic={} partitions={} answers read={}", topic, starts.size(), found);
        }
    }

    private boolean tell(Map<Integer, HeldPartition> held, ConsumerRecord<byte[], byte[]> raw) {
        AnswerRecorded entry;
        try {
            entry = values.deserialize(topic, raw.headers(), raw.value());
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("{}-{} offset={} is skipped: {}", topic, raw.partition(), raw.offset(), e.toString());
            return false;
        }
        HeldPartition into = held.get(entry.getPartition());
        if (into == null || raw.offset() < into.start().orElse(0)) {
            return false;
        }
        into.found(entry, raw.offset());
        return true;
    }

    private TopicPartition answersOf(int partition) {
        return new TopicPartition(topic, partitionFor.applyAsInt(partition));
    }

    /** What is being read is left; nobody is told. */
    @Override
    public void close() {
        closed = true;
    }
}
