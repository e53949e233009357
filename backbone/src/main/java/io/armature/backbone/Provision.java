package io.armature.backbone;

import io.armature.serde.SchemaRegistrar;
import io.armature.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics and registers schemas: done by one owner at deploy or start, waited for by the others. Repeating it
 * changes nothing.
 */
public final class Provision {
    /** Largest record, on topics and in producers: set together. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Provision.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Map<String, Object> kafka;

    /** @param kafka {@code bootstrap.servers}, {@code schema.registry.url} and what reaching these needs */
    public Provision(Map<String, Object> kafka) {
        this.kafka = new HashMap<>(kafka);
    }

    /**
     * Creates what is missing.
     *
     * @throws KafkaException when the broker or the registry cannot be reached, or refuses
     */
    public void run() throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> missing =
                    topics().stream().filter(t -> !there.contains(t.name())).toList();
            for (var created : admin.createTopics(missing).values().entrySet()) {
                try {
                    created.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
            LOG.info("topics created={} there={}", missing.size(), there.size());
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "cannot create the topics: " + String.valueOf(e.getCause())
                            + ". Check spring.kafka.bootstrap-servers and the rights to create topics.",
                    e.getCause());
        }
        new SchemaRegistrar(kafka).registerAll();
        LOG.info("schemas registered");
    }

    /**
     * Waits until the owner has created all topics.
     *
     * @throws IllegalStateException when they are not there in time
     */
    public void await(Duration longest) throws InterruptedException {
        Set<String> wanted = new HashSet<>();
        topics().forEach(topic -> wanted.add(topic.name()));
        long deadline = System.nanoTime() + longest.toNanos();
        Set<String> missing = wanted;
        try (Admin admin = Admin.create(kafka)) {
            while (System.nanoTime() < deadline) {
                missing = new HashSet<>(wanted);
                try {
                    missing.removeAll(admin.listTopics().names().get());
                } catch (ExecutionException e) {
                    LOG.info("the broker does not answer yet: {}", String.valueOf(e.getCause()));
                }
                if (missing.isEmpty()) {
                    return;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        throw new IllegalStateException("these topics are not there after " + longest + ": " + missing
                + ". The planner service creates them when it starts: is it running, on the same broker?");
    }

    private static List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic(topic.topicName(), topic.defaultPartitions(), topic.retention()));
            topics.add(topic(
                    topic.deadLetterTopicName(),
                    1,
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(Duration.ofDays(30).toMillis()))));
        }
        return topics;
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> retention) {
        Map<String, String> settings = new HashMap<>(retention);
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
        // The broker's own default replication factor applies.
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }
}
