package io.armature.assembler.status;

import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.events.PlanProgressed;
import io.armature.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads from the topic what a client has missed that was away for longer than this process remembers. */
@Component
class ProgressHistory {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressHistory.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Each has a consumer of its own; more clients wait. */
    private static final int MOST_AT_ONCE = 4;

    private final Map<String, Object> kafka;
    private final Deserializer<PlanProgressed> events;
    private final Semaphore readers = new Semaphore(MOST_AT_ONCE);

    ProgressHistory(KafkaSettings kafkaSettings, EventSerdes serdes) {
        kafka = new HashMap<>(kafkaSettings.properties());
        kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        kafka.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        kafka.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        kafka.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        events = serdes.deserializer();
    }

    /**
     * The steps of a plan from a place, inclusive, to the end of the topic at the time of the call; empty when they
     * cannot be had within ten seconds.
     */
    Optional<List<Step>> from(String jobId, Place place) throws InterruptedException {
        readers.acquire();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka)) {
            return read(consumer, jobId, place);
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (KafkaException e) {
            LOG.warn("jobId={} what came from {} on cannot be read: {}", jobId, place, e.toString());
            return Optional.empty();
        } finally {
            readers.release();
        }
    }

    private Optional<List<Step>> read(KafkaConsumer<String, byte[]> consumer, String jobId, Place place) {
        long until = System.nanoTime() + LONGEST.toNanos();
        boolean there = consumer.partitionsFor(Topic.PLAN_PROGRESS.topicName()).stream()
                .anyMatch(known -> known.partition() == place.partition());
        if (!there) {
            return Optional.empty();
        }
        TopicPartition partition = new TopicPartition(Topic.PLAN_PROGRESS.topicName(), place.partition());
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        List<Step> steps = new ArrayList<>();
        if (place.offset() < end) {
            consumer.seek(partition, place.offset());
            while (consumer.position(partition) < end) {
                if (System.nanoTime() - until > 0) {
                    LOG.warn("jobId={} there is too much from {} on to be read in {}", jobId, place, LONGEST);
                    return Optional.empty();
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (jobId.equals(record.key()) && record.value() != null) {
                        steps.add(new Step(
                                new Place(record.partition(), record.offset()),
                                events.deserialize(record.topic(), record.headers(), record.value())));
                    }
                }
            }
        }
        return Optional.of(steps);
    }
}
