package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.serde.SampleEvents.Sample;
import io.armature.topics.Topic;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever writes an event - we, Confluent's Java classes, Confluent's JavaScript client - each of them reads it. */
@ExtendWith(RealRegistry.class)
class RegistryMatrixIT {
    /** Of every event type, with empty and set fields, large and negative amounts. */
    private static final List<Sample> SAMPLES = LongStream.rangeClosed(1, 12)
            .boxed()
            .flatMap(SampleEvents::ofEveryTopic)
            .toList();

    private static RealRegistry.Running registry;
    private static ArmatureAvroSerializer ours;

    @BeforeAll
    static void register(RealRegistry.Running running) {
        registry = running;
        new SchemaRegistrar(registry.properties()).registerAll();
        ours = new ArmatureAvroSerializer();
        ours.configure(registry.properties(), false);
    }

    @Test
    void oursIsReadByUs() {
        assertReadBy(deserializer(), writtenBy(ours));
    }

    @Test
    void oursIsReadByConfluentsJava() {
        assertReadBy(ConfluentJava.deserializer(registry.properties()), writtenBy(ours));
    }

    @Test
    void oursIsReadByConfluentsJavaScript() throws Exception {
        assertReadByJavaScript(writtenBy(ours));
    }

    @Test
    void confluentsJavaIsReadByUs() {
        assertReadBy(deserializer(), writtenBy(ConfluentJava.serializer(registry.properties())));
    }

    @Test
    void confluentsJavaIsReadByConfluentsJava() {
        assertReadBy(
                ConfluentJava.deserializer(registry.properties()),
                writtenBy(ConfluentJava.serializer(registry.properties())));
    }

    @Test
    void confluentsJavaIsReadByConfluentsJavaScript() throws Exception {
        assertReadByJavaScript(writtenBy(ConfluentJava.serializer(registry.properties())));
    }

    @Test
    void confluentsJavaScriptIsReadByUs() throws Exception {
        assertReadBy(deserializer(), writtenByJavaScript());
    }

    @Test
    void confluentsJavaScriptIsReadByConfluentsJava() throws Exception {
        assertReadBy(ConfluentJava.deserializer(registry.properties()), writtenByJavaScript());
    }

    @Test
    void confluentsJavaScriptIsReadByConfluentsJavaScript() throws Exception {
        assertReadByJavaScript(writtenByJavaScript());
    }

    @Test
    void oursAndConfluentsJavaWriteTheSameBytes() {
        Serializer<Object> confluents = ConfluentJava.serializer(registry.properties());
        List<Sample> many = LongStream.rangeClosed(100, 139)
                .boxed()
                .flatMap(SampleEvents::ofEveryTopic)
                .toList();

        assertThat(many)
                .hasSize(40 * Topic.values().length)
                .allSatisfy(sample -> assertThat(ours.serialize(sample.topic(), sample.event()))
                        .isEqualTo(confluents.serialize(sample.topic(), sample.event())));
    }

    private static ArmatureAvroDeserializer deserializer() {
        ArmatureAvroDeserializer deserializer = new ArmatureAvroDeserializer();
        deserializer.configure(registry.properties(), false);
        return deserializer;
    }

    @SuppressWarnings("unchecked") // Both take every event.
    private static List<byte[]> writtenBy(Serializer<?> serializer) {
        return SAMPLES.stream()
                .map(sample -> ((Serializer<Object>) serializer).serialize(sample.topic(), sample.event()))
                .toList();
    }

    private static List<byte[]> writtenByJavaScript() throws Exception {
        return ConfluentJavaScript.installed(registry.url())
                .written(SAMPLES.stream()
                        .map(sample -> new ConfluentJavaScript.Event(
                                sample.topic(), sample.event().getSchema(), PlainEvent.of(sample.event())))
                        .toList());
    }

    private static void assertReadBy(Deserializer<?> deserializer, List<byte[]> written) {
        assertThat(written).hasSameSizeAs(SAMPLES);
        for (int i = 0; i < written.size(); i++) {
            assertThat(deserializer.deserialize(SAMPLES.get(i).topic(), written.get(i)))
                    .isEqualTo(SAMPLES.get(i).event());
        }
    }

    private static void assertReadByJavaScript(List<byte[]> written) throws Exception {
        List<ConfluentJavaScript.Event> events = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Sample sample = SAMPLES.get(i);
            events.add(new ConfluentJavaScript.Event(
                    sample.topic(),
                    sample.event().getSchema(),
                    Base64.getEncoder().encodeToString(written.get(i))));
        }

        List<JsonNode> read = ConfluentJavaScript.installed(registry.url()).read(events);

        assertThat(read).hasSameSizeAs(SAMPLES);
        JsonMapper json = JsonMapper.shared();
        for (int i = 0; i < read.size(); i++) {
            String expected =
                    json.writeValueAsString(PlainEvent.of(SAMPLES.get(i).event()));
            assertThat(read.get(i)).isEqualTo(json.readTree(expected));
        }
    }
}
