package io.armature.topics;

import io.armature.events.AnswerAccepted;
import io.armature.events.AnswerRecorded;
import io.armature.events.BlueprintPublished;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemRequested;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanProgressed;
import io.armature.events.PlanRequested;
import io.armature.events.SkeletonCreated;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Every topic of the flow: one event type each, so that Confluent's default subject names ({@code <topic>-value})
 * serve.
 *
 * <p>Keys are strings. Topics keyed by {@code jobId} have equal partition counts, so that Kafka Streams may join them;
 * the item lanes are keyed by {@code jobId/itemId}, so that one plan spreads over all workers.
 */
public enum Topic {
    PLAN_REQUESTS("plan.requests", PlanRequested.class, 12, Keep.WEEK),
    PLAN_ACCEPTED("plan.accepted", PlanAccepted.class, 12, Keep.WEEK),
    PLAN_ABORTED("plan.aborted", PlanAborted.class, 12, Keep.WEEK),
    PLAN_SKELETONS("plan.skeletons", SkeletonCreated.class, 12, Keep.WEEK),
    ITEMS_REQUESTED("items.requested", ItemRequested.class, 48, Keep.WEEK),
    ITEMS_FALLBACK("items.fallback", ItemEscalated.class, 48, Keep.WEEK),
    ITEMS_RESULTS("items.results", ItemCompleted.class, 12, Keep.WEEK),
    PLAN_ANSWERS("plan.accepted.answers", AnswerRecorded.class, 12, Keep.DAY),
    ITEMS_ANSWERS("items.requested.answers", AnswerRecorded.class, 12, Keep.DAY),
    FALLBACK_ANSWERS("items.fallback.answers", AnswerRecorded.class, 12, Keep.DAY),
    REUSABLE_SKELETONS("skeletons.reusable", AnswerAccepted.class, 1, Keep.WEEK_OF_LATEST),
    REUSABLE_ANSWERS("answers.reusable", AnswerAccepted.class, 4, Keep.WEEK_OF_LATEST),
    PLAN_PROGRESS("plan.progress", PlanProgressed.class, 12, Keep.DAY),
    PLAN_COMPLETED("plan.completed", PlanCompleted.class, 12, Keep.FOR_EVER),
    BLUEPRINTS("blueprints", BlueprintPublished.class, 1, Keep.LATEST_OF_EACH_KEY);

    /** How long events stay. */
    private enum Keep {
        DAY(Map.of(TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofDays(1)))),
        WEEK(Map.of(TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofDays(7)))),
        FOR_EVER(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")),
        /** At most 256 MiB in a partition, too. */
        WEEK_OF_LATEST(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                millis(Duration.ofDays(7)),
                TopicConfig.RETENTION_BYTES_CONFIG,
                Integer.toString(256 * 1024 * 1024))),
        LATEST_OF_EACH_KEY(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));

        private final Map<String, String> settings;

        Keep(Map<String, String> settings) {
            this.settings = settings;
        }

        private static String millis(Duration duration) {
            return Long.toString(duration.toMillis());
        }
    }

    static {
        GeneratedClasses.trust();
    }

    private final String topicName;
    private final Class<? extends SpecificRecord> eventType;
    private final int defaultPartitions;
    private final Keep keep;

    Topic(String topicName, Class<? extends SpecificRecord> eventType, int defaultPartitions, Keep keep) {
        this.topicName = topicName;
        this.eventType = eventType;
        this.defaultPartitions = defaultPartitions;
        this.keep = keep;
    }

    /** Name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** The one type of event on it. */
    public Class<? extends SpecificRecord> eventType() {
        return eventType;
    }

    /** Partitions it is created with, unless the operator says otherwise. */
    public int defaultPartitions() {
        return defaultPartitions;
    }

    /** Retention or compaction settings it is created with, by Kafka's names. */
    public Map<String, String> retention() {
        return keep.settings;
    }

    /** Where records of this topic go that can never be handled: the raw bytes, the cause in headers. */
    public String deadLetterTopicName() {
        return topicName + ".dlt";
    }
}
