package io.armature.inflight;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.apache.kafka.common.TopicPartition;

/**
 * A log beside the topic, which handlers write to while they work on a record, and which the next owner needs when that
 * work is cut off. Where it must be read from travels with the commits of the topic, and so does what is done there:
 * the two cannot contradict each other.
 *
 * <p>All methods but {@link #done} are called by the poll thread and must not block.
 */
public interface Companion {
    /** For handlers that write to no such log. */
    Companion NONE = new Companion() {
        @Override
        public void assigned(Map<TopicPartition, Start> partitions) {}

        @Override
        public OptionalLong position(TopicPartition partition) {
            return OptionalLong.empty();
        }

        @Override
        public void done(TopicPartition partition, long offset) {}

        @Override
        public void released(TopicPartition partition) {}
    };

    /**
     * Where the owner before left a partition.
     *
     * @param position as last committed; empty when there was no such commit
     * @param done whether the record at this offset was done; its place in the log is needed no more
     */
    record Start(OptionalLong position, LongPredicate done) {}

    /** Partitions were assigned; none of their records has been handed out yet. */
    void assigned(Map<TopicPartition, Start> partitions);

    /**
     * From where on the log holds everything that was written for records that are not {@link #done}, and everything
     * yet to be written; 0 or more. Empty while it is not known.
     */
    OptionalLong position(TopicPartition partition);

    /** A record is done; called before a position that no longer counts it is committed. */
    void done(TopicPartition partition, long offset);

    /** A partition was taken away, or given back. */
    void released(TopicPartition partition);
}
