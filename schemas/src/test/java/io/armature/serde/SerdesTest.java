package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.events.ItemCompleted;
import io.armature.events.PlanRequested;
import io.armature.serde.SampleEvents.Sample;
import io.armature.topics.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SerdesTest {
    private FakeRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        new SchemaRegistrar(registry.properties()).registerAll();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    static Stream<Sample> samples() {
        return Stream.of(1L, 2L, 3L).flatMap(SampleEvents::ofEveryTopic);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEventIsReadAsItWasWritten(Sample sample) {
        byte[] bytes = serializer().serialize(sample.topic(), sample.event());

        assertThat(deserializer().deserialize(sample.topic(), bytes)).isEqualTo(sample.event());
    }

    @Test
    void aRecordStartsWithAZeroByteAndTheIdOfItsSchemaInFourBytes() {
        String subject = "plan.requests-value";
        int id = registry.add(subject, registry.subjects().get(subject).getFirst());

        byte[] bytes = serializer().serialize("plan.requests", new SampleEvents(1).of(PlanRequested.class));

        assertThat(bytes[0]).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(id);
    }

    @Test
    void aTombstoneStaysNull() {
        assertThat(serializer().serialize("blueprints", null)).isNull();
        assertThat(deserializer().deserialize("blueprints", null)).isNull();
    }

    @Test
    void withoutTheSpecificReaderEventsAreGenericRecords() {
        PlanRequested event = new SampleEvents(4).of(PlanRequested.class);
        byte[] bytes = serializer().serialize("plan.requests", event);

        IndexedRecord read =
                deserializer(Map.of("specific.avro.reader", "false")).deserialize("plan.requests", bytes);

        assertThat(read).isInstanceOf(GenericData.Record.class);
        assertThat(((GenericRecord) read).get("jobId")).hasToString(event.getJobId());
    }

    @Test
    void aGenericRecordIsWrittenToo() {
        Schema schema =
                SchemaBuilder.record("Note").fields().requiredString("text").endRecord();
        registry.add("notes-value", schema.toString());
        GenericRecord note =
                new GenericRecordBuilder(schema).set("text", "hello").build();

        byte[] bytes = serializer().serialize("notes", note);

        IndexedRecord read =
                deserializer(Map.of("specific.avro.reader", "false")).deserialize("notes", bytes);
        assertThat(read.get(0)).hasToString("hello");
    }

    @Test
    void anEventOfANewerWriterIsReadWithItsNewFieldsLeftOut() {
        PlanRequested event = new SampleEvents(5).of(PlanRequested.class);
        Schema newer = new Schema.Parser()
                .parse(SchemaText.withoutJavaProperties(event.getSchema())
                        .replaceFirst(
                                "\"fields\":\\[",
                                "\"fields\":[{\"name\":\"priority\",\"type\":\"int\",\"default\":0},"));
        registry.add("plan.requests-value", newer.toString());
        GenericRecord written = new GenericData.Record(newer);
        written.put("priority", 7);
        GenericRecord known = (GenericRecord) deserializer(Map.of("specific.avro.reader", "false"))
                .deserialize("plan.requests", serializer().serialize("plan.requests", event));
        known.getSchema().getFields().forEach(field -> written.put(field.name(), known.get(field.name())));

        byte[] bytes = serializer().serialize("plan.requests", written);

        assertThat(deserializer().deserialize("plan.requests", bytes)).isEqualTo(event);
    }

    @Test
    void aSymbolThatTheReaderDoesNotKnowBecomesTheDefaultOfItsEnum() {
        ItemCompleted event = new SampleEvents(6).of(ItemCompleted.class);
        Schema newer = new Schema.Parser()
                .parse(SchemaText.withoutJavaProperties(event.getSchema())
                        .replace(
                                "[\"ACCEPTED\",\"FAILED\",\"SKIPPED\"]",
                                "[\"ACCEPTED\",\"FAILED\",\"SKIPPED\",\"PARKED\"]"));
        registry.add("items.results-value", newer.toString());
        GenericRecord written = new GenericData.Record(newer);
        GenericRecord known = (GenericRecord) deserializer(Map.of("specific.avro.reader", "false"))
                .deserialize("items.results", serializer().serialize("items.results", event));
        known.getSchema().getFields().forEach(field -> written.put(field.name(), known.get(field.name())));
        written.put(
                "outcome", new GenericData.EnumSymbol(newer.getField("outcome").schema(), "PARKED"));

        byte[] bytes = serializer().serialize("items.results", written);

        ItemCompleted read = (ItemCompleted) deserializer().deserialize("items.results", bytes);
        assertThat(read.getOutcome()).isEqualTo(io.armature.events.ItemOutcome.FAILED);
    }

    @Test
    void aSchemaThatIsNotRegisteredIsToldWithItsSubjectAndWhoRegistersIt() {
        assertThatThrownBy(() -> serializer().serialize("elsewhere", new SampleEvents(1).of(PlanRequested.class)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("elsewhere-value")
                .hasMessageContaining("planner");
        assertThat(registry.subjects()).doesNotContainKey("elsewhere-value");
    }

    @Test
    void aSchemaIsRegisteredByTheProducerOnlyWhenToldTo() {
        serializer(Map.of("auto.register.schemas", "true"))
                .serialize("elsewhere", new SampleEvents(1).of(PlanRequested.class));

        assertThat(registry.subjects()).containsKey("elsewhere-value");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theSubjectIsNamedByTheChosenStrategy(String strategy, String subject) {
        serializer(Map.of("auto.register.schemas", "true", "value.subject.name.strategy", strategy))
                .serialize("t", new SampleEvents(1).of(PlanRequested.class));

        assertThat(registry.subjects()).containsKey(subject);
    }

    static Stream<Arguments> strategies() {
        String confluent = "io.confluent.kafka.serializers.subject.";
        String record = PlanRequested.class.getName();
        return Stream.of(
                Arguments.of("TopicNameStrategy", "t-value"),
                Arguments.of("RecordNameStrategy", record),
                Arguments.of("TopicRecordNameStrategy", "t-" + record),
                Arguments.of(confluent + "TopicNameStrategy", "t-value"),
                Arguments.of(confluent + "RecordNameStrategy", record),
                Arguments.of(confluent + "TopicRecordNameStrategy", "t-" + record));
    }

    @Test
    void aSettingThatWouldChangeWhatIsWrittenIsRefusedRatherThanLeftOut() {
        assertThatThrownBy(() -> serializer(Map.of("use.latest.version", "true")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("use.latest.version");
        assertThatThrownBy(() -> serializer(Map.of("value.subject.name.strategy", "org.example.MyStrategy")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("MyStrategy");
        assertThatThrownBy(() -> serializer(Map.of("auto.register.schemas", "perhaps")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("auto.register.schemas");
    }

    @Test
    void theSchemaIsAskedForOnceAndThenKept() {
        ArmatureAvroSerializer serializer = serializer();
        ArmatureAvroDeserializer deserializer = deserializer();
        int before = registry.calls().size();

        for (int i = 0; i < 100; i++) {
            deserializer.deserialize(
                    "plan.requests",
                    serializer.serialize("plan.requests", new SampleEvents(i).of(PlanRequested.class)));
        }

        assertThat(registry.calls().subList(before, registry.calls().size()))
                .as("the lookup was made by the registrar, with the same client")
                .containsExactly("GET /schemas/ids/1");
    }

    @Test
    void hundredsOfVirtualThreadsShareOneSerializerAndOneDeserializer() throws Exception {
        ArmatureAvroSerializer serializer = serializer();
        ArmatureAvroDeserializer deserializer = deserializer();
        List<Sample> samples = Stream.iterate(0L, seed -> seed + 1)
                .limit(50)
                .flatMap(SampleEvents::ofEveryTopic)
                .toList();
        List<Future<IndexedRecord>> read = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Sample sample : samples) {
                read.add(threads.submit(() -> deserializer.deserialize(
                        sample.topic(), serializer.serialize(sample.topic(), sample.event()))));
            }
        }

        for (int i = 0; i < samples.size(); i++) {
            assertThat(read.get(i).get()).isEqualTo(samples.get(i).event());
        }
        assertThat(registry.calls().stream().filter(call -> call.startsWith("GET /schemas")))
                .as("each schema once, however many threads missed it")
                .hasSize((int) Stream.of(Topic.values())
                        .map(Topic::eventType)
                        .distinct()
                        .count());
    }

    private ArmatureAvroSerializer serializer() {
        return serializer(Map.of());
    }

    private ArmatureAvroSerializer serializer(Map<String, Object> more) {
        ArmatureAvroSerializer serializer = new ArmatureAvroSerializer();
        serializer.configure(with(more), false);
        return serializer;
    }

    private ArmatureAvroDeserializer deserializer() {
        return deserializer(Map.of());
    }

    private ArmatureAvroDeserializer deserializer(Map<String, Object> more) {
        ArmatureAvroDeserializer deserializer = new ArmatureAvroDeserializer();
        deserializer.configure(with(more), false);
        return deserializer;
    }

    private Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(registry.properties());
        properties.putAll(more);
        return properties;
    }
}
