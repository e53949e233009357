package io.armature.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in Confluent's wire format. Set it as {@code value.deserializer}. With
 * {@code specific.avro.reader=true} it gives the generated class, read with that class's own schema, so that older and
 * newer writers are understood; otherwise generic records. Thread-safe; any thread may use it, virtual ones too.
 *
 * <p>Throws {@link RegistryUnreachableException}, which may be retried, when the registry could not be asked: nothing
 * is known against the record. Throws {@link SerializationException} for bytes that can never be read: not in the wire
 * format, of a schema id that the registry does not know, not fitting their schema, or of a type that has no generated
 * class here.
 */
public final class ArmatureAvroDeserializer implements Deserializer<IndexedRecord> {
    /** A decoder keeps the last record's bytes and longest text; beyond this size it is not worth that. */
    private static final int LARGEST_KEPT = 256 * 1024;

    private final Once<Integer, Reading> readers = new Once<>();
    private final Spares<BinaryDecoder> decoders = new Spares<>();
    private @Nullable RegistryClient registry;
    private @Nullable ClassLoader loader;
    private boolean specific;

    /** Made by class name, then configured. */
    public ArmatureAvroDeserializer() {}

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        registry = SharedRegistry.of(properties);
        specific = RegistrySettings.flag(properties, "specific.avro.reader", false);
        loader = Thread.currentThread().getContextClassLoader();
    }

    @Override
    public @Nullable IndexedRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < Pen.HEADER || bytes[0] != 0) {
            throw new SerializationException("a record on " + topic + " of " + bytes.length
                    + " bytes is not in the registry's wire format: a zero byte, a schema id in four bytes, then Avro");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        Reading reading = readerFor(topic, id);
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, Pen.HEADER, bytes.length - Pen.HEADER, decoders.take());
        IndexedRecord event;
        boolean whole;
        try {
            event = reading.reader().read(null, decoder);
            whole = decoder.isEnd();
            reading.amounts().check(event);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "a record on " + topic + " does not fit its schema, id " + id + ": " + e.getMessage(), e);
        }
        if (!whole) {
            throw new SerializationException(
                    "a record on " + topic + " does not fit its schema, id " + id + ": bytes are left after its end");
        }
        if (bytes.length <= LARGEST_KEPT) {
            decoders.give(decoder);
        }
        return event;
    }

    /** How events that were written with one schema are read, and what is looked at after. */
    private record Reading(DatumReader<IndexedRecord> reader, Amounts amounts) {}

    private Reading readerFor(String topic, int id) {
        try {
            return readers.get(id, this::reader);
        } catch (SerializationException e) {
            throw new SerializationException("a record on " + topic + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Reading reader(int id) {
        Schema written = SharedRegistry.configured(registry).byId(id);
        try {
            if (!specific) {
                return new Reading(
                        new FastReaderBuilder(GenericData.get()).createDatumReader(written), new Amounts(written));
            }
            Class<? extends SpecificRecord> type = generatedClass(written, id);
            SpecificData model = SpecificData.getForClass(type);
            // Built whole here: Avro's own readers build themselves at the first read, which several threads may do.
            Schema wanted = model.getSchema(type);
            return new Reading(new FastReaderBuilder(model).createDatumReader(written, wanted), new Amounts(wanted));
        } catch (IOException e) {
            throw new SerializationException("no reader can be made for schema id " + id, e);
        }
    }

    private Class<? extends SpecificRecord> generatedClass(Schema written, int id) {
        Class<?> type = named(written, loader, id);
        if (type == null) {
            type = named(written, ArmatureAvroDeserializer.class.getClassLoader(), id);
        }
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new SerializationException("no generated class " + written.getFullName() + ", which schema id " + id
                    + " names, is on the class path; put it there, or set specific.avro.reader=false");
        }
        return type.asSubclass(SpecificRecord.class);
    }

    private static @Nullable Class<?> named(Schema written, @Nullable ClassLoader loader, int id) {
        try {
            return loader == null ? null : new SpecificData(loader).getClass(written);
        } catch (SecurityException e) {
            throw new SerializationException(
                    "schema id " + id + " names " + written.getFullName()
                            + ", which is not a class generated by Avro, and is therefore not trusted",
                    e);
        }
    }
}
