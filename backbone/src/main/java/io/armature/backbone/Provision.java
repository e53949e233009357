package io.armature.backbone;

import io.armature.serde.RegistryRefusedException;
import io.armature.serde.RegistryUnreachableException;
import io.armature.serde.SchemaRegistrar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers schemas and creates topics: done by one owner at deploy or start, waited for by the others. Repeating it
 * changes nothing.
 */
public final class Provision {
    /** Largest record, on topics and in producers: set together. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Provision.class);
    /** A look may last so long even when the time is nearly over: its answer tells what is wrong. */
    private static final Duration LEAST_LOOK = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final WantedTopics wanted;

    /** @param kafka {@code bootstrap.servers}, {@code schema.registry.url} and what reaching these needs */
    public Provision(Map<String, Object> kafka) {
        this(kafka, TopicSettings.DEFAULT);
    }

    /**
     * @param kafka {@code bootstrap.servers}, {@code schema.registry.url} and what reaching these needs
     * @param topics how missing topics are created
     */
    public Provision(Map<String, Object> kafka, TopicSettings topics) {
        this.kafka = new HashMap<>(kafka);
        this.wanted = new WantedTopics(topics);
    }

    /**
     * Registers and creates what is missing; schemas first, so that whoever sees the topics can write to them.
     *
     * @throws KafkaException when the broker or the registry cannot be reached, or refuses
     * @throws IllegalStateException when a topic is there that plans cannot be assembled from
     */
    public void run() throws InterruptedException {
        LOG.info("schemas registered={}", new SchemaRegistrar(kafka).registerAll());
        try (Admin admin = Admin.create(kafka)) {
            List<WantedTopics.There> there = there(admin);
            List<String> impossible = wanted.impossible(there);
            if (!impossible.isEmpty()) {
                throw new IllegalStateException(String.join("\n", impossible));
            }
            List<String> names = there.stream().map(WantedTopics.There::name).toList();
            List<NewTopic> missing = wanted.all().stream()
                    .filter(topic -> !names.contains(topic.name()))
                    .toList();
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
            wanted.differences(there).forEach(LOG::warn);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "cannot create the topics: " + String.valueOf(e.getCause())
                            + ". Check spring.kafka.bootstrap-servers, the rights to create topics, and that the"
                            + " cluster has as many brokers as armature.provision.topics.replication-factor.",
                    e.getCause());
        }
    }

    /**
     * Waits until the owner has created all topics and registered the schemas of this build.
     *
     * @throws IllegalStateException when they are not there in time
     */
    public void await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        long reportAt = System.nanoTime() + BETWEEN_REPORTS.toNanos();
        SchemaRegistrar schemas = new SchemaRegistrar(kafka);
        List<String> missing;
        try (Admin admin = Admin.create(kafka)) {
            while (true) {
                missing = missing(admin, schemas, Math.max(LEAST_LOOK.toNanos(), deadline - System.nanoTime()));
                if (missing.isEmpty()) {
                    return;
                }
                if (System.nanoTime() - deadline >= 0) {
                    break;
                }
                if (System.nanoTime() - reportAt >= 0) {
                    LOG.info("waiting at most {} for the planner service to provide {}", longest, missing);
                    reportAt += BETWEEN_REPORTS.toNanos();
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        throw new IllegalStateException("after " + longest + " there is still missing: " + missing
                + ". The planner service creates topics and registers schemas when it starts: is it running, in this"
                + " version, on the same broker (" + kafka.get("bootstrap.servers") + ") and registry ("
                + kafka.get("schema.registry.url") + ")?");
    }

    /** Topics first; schemas only once these are there. */
    private List<String> missing(Admin admin, SchemaRegistrar schemas, long nanos) throws InterruptedException {
        try {
            Set<String> there = admin.listTopics().names().get(nanos, TimeUnit.NANOSECONDS);
            List<String> topics = wanted.all().stream()
                    .map(NewTopic::name)
                    .filter(name -> !there.contains(name))
                    .map(name -> "topic " + name)
                    .toList();
            return topics.isEmpty()
                    ? schemas.missing().stream()
                            .map(subject -> "schema " + subject)
                            .toList()
                    : topics;
        } catch (ExecutionException e) {
            return List.of("an answer of the broker: " + e.getCause());
        } catch (TimeoutException e) {
            return List.of("an answer of the broker");
        } catch (RegistryUnreachableException | RegistryRefusedException e) {
            return List.of("an answer of the schema registry: " + e.getMessage());
        }
    }

    private List<WantedTopics.There> there(Admin admin) throws InterruptedException, ExecutionException {
        Set<String> all = admin.listTopics().names().get();
        List<String> ours =
                wanted.all().stream().map(NewTopic::name).filter(all::contains).toList();
        Map<String, TopicDescription> topics =
                admin.describeTopics(ours).allTopicNames().get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(ours.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get();
        List<WantedTopics.There> there = new ArrayList<>();
        topics.forEach((name, topic) -> {
            Map<String, String> settings = new HashMap<>();
            Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            if (config != null) {
                for (ConfigEntry entry : config.entries()) {
                    settings.put(entry.name(), entry.value());
                }
            }
            there.add(new WantedTopics.There(name, topic.partitions().size(), settings));
        });
        return there;
    }
}
