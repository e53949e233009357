package io.armature.backbone;

import io.armature.topics.Topic;

/**
 * How topics are created where they are missing; those that are there keep what they have.
 *
 * @param itemPartitions of each item lane, 1 to 10,000: as many workers can share a lane
 * @param replicationFactor copies of every partition, at least 1; -1 for the broker's
 *     {@code default.replication.factor}
 */
public record TopicSettings(int itemPartitions, short replicationFactor) {
    /** The catalogue's partitions, the broker's replication. */
    public static final TopicSettings DEFAULT =
            new TopicSettings(Topic.ITEMS_REQUESTED.defaultPartitions(), (short) -1);

    public TopicSettings {
        if (itemPartitions < 1 || itemPartitions > 10_000) {
            throw new IllegalArgumentException(
                    "armature.provision.topics.item-partitions must be 1 to 10000, but it is " + itemPartitions);
        }
        if (replicationFactor != -1 && replicationFactor < 1) {
            throw new IllegalArgumentException("armature.provision.topics.replication-factor must be at least 1, or -1"
                    + " for the broker's own default, but it is " + replicationFactor);
        }
    }

    /** Partitions that the topic is created with; those by job are the same everywhere, plans are assembled by them. */
    int partitions(Topic topic) {
        return isLane(topic) ? itemPartitions : topic.defaultPartitions();
    }

    static boolean isLane(Topic topic) {
        return topic == Topic.ITEMS_REQUESTED || topic == Topic.ITEMS_FALLBACK;
    }
}
