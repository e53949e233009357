package io.armature.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class LanePartitionerTest {
    private static final int PARTITIONS = 48;

    private final LanePartitioner partitioner = new LanePartitioner();

    @Test
    void aPlanOfTwentyItemsGoesToSixPartitionsAtMost() {
        assertThat(IntStream.range(0, 20)
                        .map(i -> partition(Topic.ITEMS_REQUESTED, "job/" + i))
                        .distinct()
                        .count())
                .isLessThanOrEqualTo(6);
    }

    @Test
    void whatOnePlanHasIsSpreadOverAllWorkersHoweverTheyShareThePartitions() {
        for (int plan = 0; plan < 100; plan++) {
            int[] used = IntStream.range(0, 24)
                    .map(i -> partition(Topic.ITEMS_REQUESTED, "job/" + i))
                    .toArray();

            assertThat(Arrays.stream(used).map(p -> p / 16).distinct().count()).isEqualTo(3);
            assertThat(Arrays.stream(used).map(p -> p % 3).distinct().count()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void allPartitionsGetAboutTheSame() {
        int items = 48 * LanePartitioner.IN_A_ROW * 10;
        int[] counts = new int[PARTITIONS];
        for (int i = 0; i < items; i++) {
            counts[partition(Topic.ITEMS_FALLBACK, "job/" + i)]++;
        }

        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(28, 52));
    }

    @Test
    void otherTopicsKeepThePartitionOfTheirKey() {
        assertThat(partition(Topic.PLAN_SKELETONS, "job-1"))
                .isEqualTo(BuiltInPartitioner.partitionForKey("job-1".getBytes(StandardCharsets.UTF_8), PARTITIONS));
    }

    private int partition(Topic topic, String key) {
        Node node = new Node(1, "localhost", 9092);
        List<PartitionInfo> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new PartitionInfo(topic.topicName(), p, node, new Node[] {node}, new Node[] {node}))
                .toList();
        return partitioner.partition(
                topic.topicName(),
                key,
                key.getBytes(StandardCharsets.UTF_8),
                "",
                new byte[0],
                new Cluster("cluster", List.of(node), partitions, Set.of(), Set.of()));
    }
}
