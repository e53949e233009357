package io.armature.planner.intake;

import io.armature.backbone.EventSerdes;
import io.armature.topics.Topic;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code plan.requests} to {@code plan.accepted}, {@code plan.aborted} or the dead letters, exactly once. A request on
 * a partition that is not its jobId's goes back to the topic, to the right one: see {@link Placement}.
 */
final class IntakeTopology {
    static final String SEEN = "seen-jobs";

    private IntakeTopology() {}

    static Topology build(
            EventSerdes serdes,
            RequestCheck check,
            Routing routing,
            IntakeMetrics metrics,
            Duration remember,
            Placement placement) {
        Serializer<SpecificRecord> events = serdes.serializer();
        Topology topology = new Topology();
        topology.addSource(
                "requests", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topic.PLAN_REQUESTS.topicName());
        topology.addProcessor(
                "intake",
                () -> new Admission(
                        new RequestReading(serdes.deserializer()), check, routing, metrics, remember, placement),
                "requests");
        topology.addStateStore(
                Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(SEEN, remember, Duration.ofMillis(1), false),
                        Serdes.String(),
                        Serdes.ByteArray()),
                "intake");
        topology.addSink(Admission.ACCEPTED, Topic.PLAN_ACCEPTED.topicName(), new StringSerializer(), events, "intake");
        topology.addSink(Admission.ABORTED, Topic.PLAN_ABORTED.topicName(), new StringSerializer(), events, "intake");
        topology.addSink(
                Admission.DEAD,
                Topic.PLAN_REQUESTS.deadLetterTopicName(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                "intake");
        topology.addSink(
                Admission.MOVED,
                Topic.PLAN_REQUESTS.topicName(),
                new StringSerializer(),
                new ByteArraySerializer(),
                "intake");
        return topology;
    }
}
