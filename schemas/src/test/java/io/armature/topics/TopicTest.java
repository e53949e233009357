package io.armature.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class TopicTest {
    @Test
    void topicsKeyedByJobHaveEqualPartitionCountsSoThatTheyCanBeJoined() {
        assertThat(Arrays.stream(Topic.values())
                        .filter(topic -> topic != Topic.BLUEPRINTS)
                        .filter(topic -> !topic.topicName().matches("items\\.(requested|fallback)|.+\\.reusable"))
                        .mapToInt(Topic::defaultPartitions)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void whoeverKnowsTheTopicsMayReadTheirClasses() {
        assertThat(Topic.values()).allSatisfy(topic -> {
            Schema named = Schema.createRecord(topic.eventType().getName(), null, null, false);
            assertThat(new SpecificData(TopicTest.class.getClassLoader()).getClass(named))
                    .isEqualTo(topic.eventType());
        });
    }
}
