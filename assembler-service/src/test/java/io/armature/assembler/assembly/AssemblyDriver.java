package io.armature.assembler.assembly;

import io.armature.backbone.EventSerdes;
import io.armature.backbone.Provision;
import io.armature.backbone.RegistryInMemory;
import io.armature.blueprints.Blueprint;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemRequested;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanProgressed;
import io.armature.serde.SchemaRegistrar;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The assembly topology without a broker, with the true serdes and a registry in memory. */
final class AssemblyDriver implements AutoCloseable {
    static final Bounds BOUNDS = bounds(Provision.MAX_MESSAGE_BYTES, Provision.MAX_MESSAGE_BYTES);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final KnownBlueprintsInMemory blueprints = new KnownBlueprintsInMemory();
    private final RegistryInMemory registry;
    private final EventSerdes serdes;
    final Tables tables;
    private final Serializer<SpecificRecord> serializer;
    private final TopologyTestDriver driver;

    AssemblyDriver(Path stateFolder, Bounds bounds) throws IOException {
        registry = new RegistryInMemory();
        Map<String, Object> kafka = Map.of(
                "schema.registry.url",
                registry.url(),
                "value.serializer",
                "io.armature.serde.ArmatureAvroSerializer",
                "value.deserializer",
                "io.armature.serde.ArmatureAvroDeserializer");
        new SchemaRegistrar(kafka).registerAll();
        serdes = new EventSerdes(kafka);
        tables = new Tables(serdes);
        serializer = serdes.serializer();
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLettering.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLettering.class);
        driver = new TopologyTestDriver(
                AssemblyTopology.build(serdes, tables, blueprints, new PlanMetrics(meters), bounds),
                properties,
                Events.START);
    }

    /** With other bounds on a plan's last event and its document, in bytes. */
    static Bounds bounds(int largestEnd, int largestDocument) {
        return new Bounds(Duration.ofHours(1), Duration.ofHours(8), largestEnd, largestDocument, 20);
    }

    /** The document that a plan's last event refers to, as it is kept; empty when there is none. */
    String keptDocument(String jobId) {
        KeyValueStore<String, byte[]> pieces = driver.getKeyValueStore(Stores.DOCUMENTS);
        StringBuilder document = new StringBuilder();
        String from = Stores.itemsOf(jobId);
        try (KeyValueIterator<String, byte[]> all = pieces.range(from, Stores.endOf(from))) {
            all.forEachRemaining(piece -> document.append(new String(piece.value, StandardCharsets.UTF_8)));
        }
        return document.toString();
    }

    /** Publishes an event on its topic, with its own key. */
    void send(String key, SpecificRecord event) {
        Topic topic = Arrays.stream(Topic.values())
                .filter(known -> known.eventType().equals(event.getClass()))
                .findFirst()
                .orElseThrow();
        sendBytes(topic, key, serializer.serialize(topic.topicName(), event));
    }

    void send(SpecificRecord event) {
        String key = event instanceof ItemEscalated escalated
                ? escalated.getRequest().getJobId() + "/"
                        + escalated.getRequest().getItemId()
                : event.get(0).toString();
        send(key, event);
    }

    void sendBytes(Topic topic, String key, byte[] value) {
        driver.createInputTopic(topic.topicName(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value, Instant.ofEpochMilli(0));
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<PlanCompleted> ends() {
        return read(Topic.PLAN_COMPLETED);
    }

    /** What was asked of the workers, by its key. */
    List<TestRecord<String, ItemRequested>> requests() {
        return driver.createOutputTopic(
                        Topic.ITEMS_REQUESTED.topicName(),
                        new StringDeserializer(),
                        serdes.<ItemRequested>deserializer())
                .readRecordsToList();
    }

    List<PlanProgressed> progress() {
        return read(Topic.PLAN_PROGRESS);
    }

    List<TestRecord<String, byte[]>> deadLetters(Topic topic) {
        return driver.createOutputTopic(
                        topic.deadLetterTopicName(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** How many entries a state store has. */
    int entries(String store) {
        return count(driver.<String, byte[]>getKeyValueStore(store).all());
    }

    /** How many entries a table of the store of plans has. */
    int entries(Table<?> table) {
        return count(
                table.in(driver.<String, byte[]>getKeyValueStore(Stores.PLANS)).all());
    }

    private static int count(KeyValueIterator<?, ?> entries) {
        int count = 0;
        try (entries) {
            for (; entries.hasNext(); entries.next()) {
                count++;
            }
        }
        return count;
    }

    double counted(String counter) {
        return meters.get(counter).counter().count();
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }

    private <E extends SpecificRecord> List<E> read(Topic topic) {
        return driver.createOutputTopic(topic.topicName(), new StringDeserializer(), serdes.<E>deserializer())
                .readValuesToList();
    }

    /** Knows {@link Notes} and {@link Songs}, unless told otherwise. */
    static final class KnownBlueprintsInMemory implements KnownBlueprints {
        boolean hidden;
        boolean caughtUp = true;

        @Override
        public Optional<Blueprint> find(String id, String version) {
            return Stream.of(Notes.BLUEPRINT, Songs.BLUEPRINT)
                    .filter(known -> !hidden && id.equals(known.id()) && version.equals(known.version()))
                    .findFirst();
        }

        @Override
        public boolean areCaughtUp() {
            return caughtUp;
        }
    }
}
