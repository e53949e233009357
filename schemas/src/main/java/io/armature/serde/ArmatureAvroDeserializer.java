package io.armature.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in Confluent's wire format. Set it as {@code value.deserializer}. With
 * {@code specific.avro.reader=true} it gives the generated class, read with that class's own schema (so older and newer
 * writers are understood), otherwise generic records.
 *
 * <p>Throws {@link RegistryUnreachableException} (retriable) when the registry cannot be asked, and
 * {@link SerializationException} for bytes that can never be read.
 */
public final class ArmatureAvroDeserializer implements Deserializer<IndexedRecord> {
    private static final int HEADER = 5;

    private final Map<Integer, DatumReader<IndexedRecord>> readers = new ConcurrentHashMap<>();
    private @Nullable RegistryClient registry;
    private boolean specific;

    /** Made by class name, then configured. */
    public ArmatureAvroDeserializer() {}

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        registry = Registries.client(properties);
        specific = RegistrySettings.text(properties, "specific.avro.reader")
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    @Override
    public @Nullable IndexedRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < HEADER || bytes[0] != ArmatureAvroSerializer.MAGIC) {
            throw new SerializationException("a record on " + topic + " of " + bytes.length
                    + " bytes is not in the registry's wire format: it must start with a zero byte and a schema id");
        }
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        DatumReader<IndexedRecord> reader = readers.get(id);
        if (reader == null) {
            reader = reader(id);
            readers.put(id, reader);
        }
        try {
            var decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
            IndexedRecord event = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException("a record on " + topic + " has bytes left after its end");
            }
            return event;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("a record on " + topic + " does not fit its schema, id " + id, e);
        }
    }

    private DatumReader<IndexedRecord> reader(int id) {
        Schema written = Registries.configured(registry).byId(id);
        if (!specific) {
            return new GenericDatumReader<>(written);
        }
        SpecificData model = new SpecificData(ArmatureAvroDeserializer.class.getClassLoader());
        Class<?> type = model.getClass(written);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new SerializationException(
                    "no generated class for " + written.getFullName() + ", schema id " + id + ", is on the class path");
        }
        return new SpecificDatumReader<>(written, model.getSchema(type), SpecificData.getForClass(type));
    }
}
