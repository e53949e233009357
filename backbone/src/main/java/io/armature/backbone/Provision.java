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
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
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

    /** Dead letters carry the record and why it is there. */
    private static final int FOR_THE_CAUSE = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Provision.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

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
            differences(
                            admin,
                            topics().stream()
                                    .filter(t -> there.contains(t.name()))
                                    .toList())
                    .forEach(LOG::warn);
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
        long reportAt = System.nanoTime() + BETWEEN_REPORTS.toNanos();
        Set<String> missing = wanted;
        try (Admin admin = Admin.create(kafka)) {
            while (System.nanoTime() - deadline < 0) {
                missing = new HashSet<>(wanted);
                try {
                    missing.removeAll(admin.listTopics().names().get());
                } catch (ExecutionException e) {
                    LOG.info("the broker does not answer yet: {}", String.valueOf(e.getCause()));
                }
                if (missing.isEmpty()) {
                    return;
                }
                if (System.nanoTime() - reportAt >= 0) {
                    LOG.info(
                            "waiting for the planner service to create {} topics, at most {}", missing.size(), longest);
                    reportAt += BETWEEN_REPORTS.toNanos();
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        throw new IllegalStateException("these topics are not there after " + longest + ": " + missing
                + ". The planner service creates them when it starts: is it running, on the same broker?");
    }

    /** What is set otherwise on topics that were there before: said, and left as the operator has it. */
    private static List<String> differences(Admin admin, List<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        Map<ConfigResource, Config> settings =
                admin.describeConfigs(resources).all().get();
        List<String> differences = new ArrayList<>();
        for (NewTopic topic : topics) {
            Config there = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
            topic.configs().forEach((name, wanted) -> {
                ConfigEntry entry = there == null ? null : there.get(name);
                if (entry != null && !wanted.equals(entry.value())) {
                    differences.add("topic=" + topic.name() + " has " + name + "=" + entry.value()
                            + " where Armature sets "
                            + wanted + "; it is left so. To change it: kafka-configs.sh --alter --entity-type topics"
                            + " --entity-name " + topic.name() + " --add-config " + name + "=" + wanted);
                }
            });
        }
        return differences;
    }

    private static List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic(topic.topicName(), topic.defaultPartitions(), topic.retention(), MAX_MESSAGE_BYTES));
            topics.add(topic(
                    topic.deadLetterTopicName(),
                    1,
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(Duration.ofDays(30).toMillis())),
                    MAX_MESSAGE_BYTES + FOR_THE_CAUSE));
        }
        return topics;
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> retention, int maxBytes) {
        Map<String, String> settings = new HashMap<>(retention);
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
        // The broker's own default replication factor applies.
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }
}
