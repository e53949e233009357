package io.armature.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.backbone.WantedTopics.There;
import io.armature.topics.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTopicsTest {
    private final WantedTopics wanted = new WantedTopics(new TopicSettings(96, (short) 3));

    @Test
    void theLanesHaveThePartitionsThatAreSetAndTheOthersThoseOfTheCatalogue() {
        assertThat(topic("items.requested").numPartitions()).isEqualTo(96);
        assertThat(topic("items.fallback").numPartitions()).isEqualTo(96);
        assertThat(topic("items.results").numPartitions()).isEqualTo(Topic.ITEMS_RESULTS.defaultPartitions());
        assertThat(topic("items.requested.dlt").numPartitions()).isEqualTo(1);
    }

    @Test
    void everyTopicHasTheReplicasThatAreSet() {
        assertThat(wanted.all()).hasSize(2 * Topic.values().length).allMatch(topic -> topic.replicationFactor() == 3);
    }

    @Test
    void aTopicByJobWithOtherPartitionsMakesItImpossibleToWork() {
        assertThat(wanted.impossible(List.of(there("plan.skeletons", 6), there("plan.accepted", 12))))
                .singleElement()
                .asString()
                .contains("plan.skeletons", "has 6", "must have 12", "--delete");
    }

    @Test
    void aLaneWithFewerPartitionsIsToldWithTheCommandThatAddsSome() {
        List<There> there = List.of(there("items.requested", 3), there("items.fallback", 200));
        assertThat(wanted.impossible(there)).isEmpty();
        assertThat(wanted.differences(there))
                .singleElement()
                .asString()
                .contains("at most 3 workers", "--alter --topic items.requested --partitions 96");
    }

    @Test
    void aSettingThatDiffersIsToldWithTheCommandThatChangesIt() {
        assertThat(wanted.differences(List.of(
                        new There("plan.progress", 12, Map.of("max.message.bytes", "1048588", "segment.ms", "1")))))
                .singleElement()
                .asString()
                .contains("max.message.bytes=1048588", "--add-config max.message.bytes=8388608");
    }

    @Test
    void whatIsAsItShouldBeIsNotWorthAWord() {
        assertThat(wanted.differences(wanted.all().stream()
                        .map(topic -> new There(topic.name(), topic.numPartitions(), topic.configs()))
                        .toList()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void partitionsOutOfRangeAreRefused(int partitions) {
        assertThatThrownBy(() -> new TopicSettings(partitions, (short) -1)).hasMessageContaining("item-partitions");
    }

    @ParameterizedTest
    @ValueSource(shorts = {0, -2})
    void replicasBelowOneAreRefused(short replicas) {
        assertThatThrownBy(() -> new TopicSettings(48, replicas)).hasMessageContaining("replication-factor");
    }

    private NewTopic topic(String name) {
        return wanted.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static There there(String name, int partitions) {
        return new There(name, partitions, Map.of());
    }
}
