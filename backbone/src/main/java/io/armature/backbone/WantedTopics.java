package io.armature.backbone;

import io.armature.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics as they should be, and what to say of those that are otherwise. Pure. */
final class WantedTopics {
    /** Dead letters carry the record and why it is there. */
    private static final int FOR_THE_CAUSE = 64 * 1024;

    private static final Duration KEEP_DEAD_LETTERS = Duration.ofDays(30);

    /**
     * A topic as it is on the broker.
     *
     * @param settings by Kafka's names
     */
    record There(String name, int partitions, Map<String, String> settings) {}

    private final TopicSettings settings;

    WantedTopics(TopicSettings settings) {
        this.settings = settings;
    }

    List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic(
                    topic.topicName(),
                    settings.partitions(topic),
                    topic.retention(),
                    Provision.MAX_MESSAGE_BYTES,
                    compression(topic)));
            topics.add(topic(
                    topic.deadLetterTopicName(),
                    1,
                    Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEEP_DEAD_LETTERS.toMillis())),
                    Provision.MAX_MESSAGE_BYTES + FOR_THE_CAUSE,
                    "producer"));
        }
        return topics;
    }

    /**
     * What is kept for days stays as its producer sends it: batches of one or two records gain little and cost much.
     * What is kept for ever is compressed, by the broker.
     */
    private static String compression(Topic topic) {
        return topic == Topic.PLAN_COMPLETED || topic == Topic.BLUEPRINTS ? "zstd" : "producer";
    }

    private NewTopic topic(
            String name, int partitions, Map<String, String> retention, int maxBytes, String compression) {
        Map<String, String> configs = new HashMap<>(retention);
        configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, compression);
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
        return new NewTopic(name, partitions, settings.replicationFactor()).configs(configs);
    }

    /**
     * What makes it impossible to work: topics by job with other partitions than plans are assembled in. A job's events
     * would be read by different assemblers, and its plan never end.
     */
    List<String> impossible(List<There> there) {
        List<String> impossible = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (TopicSettings.isLane(topic) || topic == Topic.BLUEPRINTS) {
                continue;
            }
            there.stream()
                    .filter(one ->
                            one.name().equals(topic.topicName()) && one.partitions() != topic.defaultPartitions())
                    .forEach(one -> impossible.add("topic=" + one.name() + " has " + one.partitions()
                            + " partitions, but topics keyed by job must have " + topic.defaultPartitions()
                            + ". If it may lose its records, delete it, and it is created anew: kafka-topics.sh"
                            + " --delete --topic " + one.name() + ". If not, use another Kafka cluster."));
        }
        return impossible;
    }

    /** What is otherwise, and may stay so. */
    List<String> differences(List<There> there) {
        List<String> differences = new ArrayList<>();
        Map<String, There> byName = there.stream().collect(Collectors.toMap(There::name, one -> one));
        for (NewTopic wanted : all()) {
            There is = byName.get(wanted.name());
            if (is != null) {
                lane(wanted, is, differences);
                configs(wanted, is, differences);
            }
        }
        return differences;
    }

    private static void lane(NewTopic wanted, There is, List<String> differences) {
        boolean lane = List.of(Topic.ITEMS_REQUESTED.topicName(), Topic.ITEMS_FALLBACK.topicName())
                .contains(is.name());
        if (lane && is.partitions() < wanted.numPartitions()) {
            differences.add("topic=" + is.name() + " has " + is.partitions() + " partitions, fewer than the "
                    + wanted.numPartitions() + " that are set: at most " + is.partitions()
                    + " workers share it. To add some, at any time: kafka-topics.sh --alter --topic " + is.name()
                    + " --partitions " + wanted.numPartitions());
        }
    }

    private static void configs(NewTopic wanted, There is, List<String> differences) {
        wanted.configs().forEach((name, value) -> {
            String now = is.settings().get(name);
            if (now != null && !value.equals(now)) {
                differences.add("topic=" + is.name() + " has " + name + "=" + now + " where Armature sets " + value
                        + "; it is left so. To change it: kafka-configs.sh --alter --entity-type topics --entity-name "
                        + is.name() + " --add-config " + name + "=" + value);
            }
        });
    }
}
