package io.armature.backbone;

import io.armature.topics.Topic;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;

/**
 * Deals items out to the partitions of their lane, some in a row to each. By their keys the twenty items of a plan
 * would go to about seventeen of 48 partitions: each is a batch, and each a marker that the transaction's commit
 * writes. Items are in no order, so nothing depends on where one is. Other topics keep the partition of their key.
 *
 * <p>Partitions that follow each other are far apart in number, so that a plan is spread over all workers however these
 * share the partitions. Made by Kafka, one for each producer; thread-safe as it needs to be there.
 */
public final class LanePartitioner implements Partitioner {
    /**
     * Items in a row to one partition: a worker has hundreds in flight, and a batch of some is as cheap as one of one.
     */
    static final int IN_A_ROW = 4;

    /** The golden ratio's fraction: its multiples stay evenly apart however many there are (Kronecker's sequence). */
    private static final double APART = (Math.sqrt(5) - 1) / 2;

    private static final Set<String> LANES =
            Set.of(Topic.ITEMS_REQUESTED.topicName(), Topic.ITEMS_FALLBACK.topicName());

    private long dealt = ThreadLocalRandom.current().nextLong(1 << 20);

    /** Made by class name. */
    public LanePartitioner() {}

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        int partitions = cluster.partitionCountForTopic(topic);
        return LANES.contains(topic) ? next(partitions) : BuiltInPartitioner.partitionForKey(keyBytes, partitions);
    }

    private synchronized int next(int partitions) {
        long row = dealt++ / IN_A_ROW;
        double turn = row * APART;
        return (int) ((turn - Math.floor(turn)) * partitions);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
