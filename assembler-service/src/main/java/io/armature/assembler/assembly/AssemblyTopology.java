package io.armature.assembler.assembly;

import io.armature.backbone.EventSerdes;
import io.armature.topics.Topic;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;

/** All events of a plan, by job id, into one processor with its stores. */
final class AssemblyTopology {
    private static final String PROCESSOR = "plans";

    private AssemblyTopology() {}

    static Topology build(
            EventSerdes serdes, Tables tables, KnownBlueprints blueprints, PlanMetrics metrics, Bounds bounds) {
        Serde<SpecificRecord> events = Serdes.serdeFrom(serdes.serializer(), new BoundedEvents(serdes.deserializer()));
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, SpecificRecord> byJob = builder.stream(
                List.of(
                        Topic.PLAN_ACCEPTED.topicName(),
                        Topic.PLAN_ABORTED.topicName(),
                        Topic.PLAN_SKELETONS.topicName(),
                        Topic.ITEMS_RESULTS.topicName()),
                Consumed.with(Serdes.String(), events).withName("by-job"));
        KStream<String, SpecificRecord> escalations = builder.stream(
                        Topic.ITEMS_FALLBACK.topicName(),
                        Consumed.with(Serdes.String(), events).withName("by-item"))
                .selectKey((key, event) -> EventCheck.jobOfItem(event), Named.as("to-job"))
                .repartition(Repartitioned.with(Serdes.String(), serdes.<SpecificRecord>serdeAsOn(Topic.ITEMS_FALLBACK))
                        .withName("escalations")
                        .withNumberOfPartitions(Topic.ITEMS_RESULTS.defaultPartitions()));
        List<StoreBuilder<?>> stores = stores();
        stores.forEach(builder::addStateStore);
        Supplier<CommitPace> commits = CommitPace.ofThread();
        byJob.merge(escalations, Named.as("all"))
                .process(
                        () -> new PlanEvents(serdes, tables, blueprints, metrics, bounds, commits),
                        Named.as(PROCESSOR),
                        stores.stream().map(StoreBuilder::name).toArray(String[]::new));
        Topology topology = builder.build();
        for (Topic topic : List.of(Topic.PLAN_PROGRESS, Topic.PLAN_COMPLETED, Topic.ITEMS_REQUESTED)) {
            topology.addSink(
                    topic.topicName(), topic.topicName(), new StringSerializer(), events.serializer(), PROCESSOR);
        }
        return topology;
    }

    private static List<StoreBuilder<?>> stores() {
        return List.of(
                store(Stores.PLANS).withCachingEnabled(),
                // Written once and in large pieces: they would push everything else out of the cache.
                store(Stores.DOCUMENTS).withCachingDisabled());
    }

    private static StoreBuilder<?> store(String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
                Serdes.String(),
                Serdes.ByteArray());
    }
}
