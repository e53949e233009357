package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that can never be read are told from a registry that cannot be asked. */
class UndecodableTest {
    private FakeRegistry registry;
    private ArmatureAvroDeserializer deserializer;
    private byte[] good;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        new SchemaRegistrar(registry.properties()).registerAll();
        ArmatureAvroSerializer serializer = new ArmatureAvroSerializer();
        serializer.configure(registry.properties(), false);
        good = serializer.serialize("plan.requests", new SampleEvents(1).of(PlanRequested.class));
        deserializer = new ArmatureAvroDeserializer();
        deserializer.configure(registry.properties(), false);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void bytesThatAreNotInTheWireFormatCanNeverBeRead() {
        isNeverReadable("{\"jobId\":\"a\"}".getBytes(), "wire format");
        isNeverReadable(new byte[0], "wire format");
        isNeverReadable(new byte[] {0, 0, 0, 0}, "wire format");
    }

    @Test
    void aRecordThatWasCutShortCanNeverBeRead() {
        isNeverReadable(Arrays.copyOf(good, good.length - 1), "does not fit its schema");
        isNeverReadable(Arrays.copyOf(good, 5), "does not fit its schema");
    }

    @Test
    void aRecordWithBytesLeftOverCanNeverBeRead() {
        isNeverReadable(Arrays.copyOf(good, good.length + 1), "left after its end");
    }

    @Test
    void aLengthLargerThanTheRecordCostsNoMemory() {
        byte[] hostile = ByteBuffer.allocate(15)
                .put(good, 0, 5)
                .put(new byte[] {(byte) 0xf0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f})
                .array();

        isNeverReadable(hostile, "does not fit its schema");
    }

    /** Avro reads it, and refuses to write it: whoever passed it on would fail at every try. */
    @ParameterizedTest
    @ValueSource(ints = {11, 1_000, 4_000_000})
    void anAmountWithMoreDigitsThanItsSchemaAllowsCanNeverBeRead(int size) throws Exception {
        byte[] amount = new byte[size];
        Arrays.fill(amount, (byte) 0x77);
        GenericData.Record request = new GenericRecordBuilder(PlanRequested.getClassSchema())
                .set("jobId", "j")
                .set("blueprint", "meal-day")
                .set("input", "{}")
                .set("maxCost", ByteBuffer.wrap(amount))
                .set("requestedAt", 0L)
                .build();
        ByteArrayOutputStream hostile = new ByteArrayOutputStream();
        hostile.write(good, 0, 5);
        BinaryEncoder to = EncoderFactory.get().binaryEncoder(hostile, null);
        new GenericDatumWriter<GenericData.Record>(request.getSchema()).write(request, to);
        to.flush();

        isNeverReadable(hostile.toByteArray(), "more than");
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElseHappens() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = Arrays.copyOf(good, 5 + random.nextInt(200));
            for (int at = 5; at < bytes.length; at++) {
                bytes[at] = (byte) random.nextInt();
            }
            bytes[4] = (byte) (1 + random.nextInt(Topic.values().length));

            Throwable thrown = catchThrowable(() -> deserializer.deserialize("plan.requests", bytes));

            assertThat(thrown).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void aSchemaIdThatTheRegistryDoesNotKnowCanNeverBeRead() {
        good[4] = 99;

        isNeverReadable(good, "99");
    }

    @Test
    void aSchemaOfATypeWithoutAGeneratedClassCanNeverBeReadAsOne() {
        assertThatThrownBy(() -> deserializer.deserialize("t", recordNamed("org.example.Nowhere")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("org.example.Nowhere")
                .hasMessageContaining("specific.avro.reader");
    }

    @Test
    void aSchemaCannotNameAClassThatAvroDidNotGenerate() {
        assertThatThrownBy(() -> deserializer.deserialize("t", recordNamed("java.util.concurrent.ThreadPoolExecutor")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not trusted");
    }

    @Test
    void whileTheRegistryCannotBeAskedNothingIsSaidAgainstTheRecord() {
        registry.close();

        assertThatThrownBy(() -> deserializer.deserialize("plan.requests", good))
                .isInstanceOf(RegistryUnreachableException.class)
                .isInstanceOf(RetriableException.class)
                .isNotInstanceOf(SerializationException.class)
                .hasMessageContaining(registry.url())
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void aRecordIsReadOnceTheRegistryIsBack() {
        registry.next(
                FakeRegistry.Fault.BROKEN,
                FakeRegistry.Fault.BROKEN,
                FakeRegistry.Fault.BROKEN,
                FakeRegistry.Fault.BROKEN);
        assertThatThrownBy(() -> deserializer.deserialize("plan.requests", good))
                .isInstanceOf(RegistryUnreachableException.class)
                .hasMessageContaining("out of order");

        assertThat(deserializer.deserialize("plan.requests", good)).isInstanceOf(PlanRequested.class);
    }

    @Test
    void beingToldToStopWhileWaitingIsNotTheRecordsFault() {
        registry.next(FakeRegistry.Fault.HALF);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> deserializer.deserialize("plan.requests", good))
                .isInstanceOf(RegistryUnreachableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private byte[] recordNamed(String name) {
        Schema schema = SchemaBuilder.record(name).fields().endRecord();
        return ByteBuffer.allocate(5)
                .put((byte) 0)
                .putInt(registry.add("t-value", schema.toString()))
                .array();
    }

    private void isNeverReadable(byte[] bytes, String reason) {
        assertThatThrownBy(() -> deserializer.deserialize("plan.requests", bytes))
                .isInstanceOf(SerializationException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("plan.requests")
                .hasStackTraceContaining(reason);
    }
}
