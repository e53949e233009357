package io.armature.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in Confluent's wire format: a zero byte, the schema's id in four bytes, the record in Avro's
 * binary form. Set it as {@code value.serializer}. With {@code auto.register.schemas=false}, the default here, a schema
 * must have been registered before.
 */
public final class ArmatureAvroSerializer implements Serializer<IndexedRecord> {
    static final byte MAGIC = 0;

    private record Subject(String topic, Schema schema) {}

    private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Schema, DatumWriter<IndexedRecord>> writers = new ConcurrentHashMap<>();
    private @Nullable RegistryClient registry;
    private SubjectNames names = SubjectNames.TOPIC;
    private boolean key;
    private boolean register;

    /** Made by class name, then configured. */
    public ArmatureAvroSerializer() {}

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        registry = Registries.client(properties);
        names = SubjectNames.from(properties, isKey);
        key = isKey;
        register = RegistrySettings.text(properties, "auto.register.schemas")
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable IndexedRecord event) {
        if (event == null) {
            return null;
        }
        Schema schema = event.getSchema();
        int id = idOf(topic, schema);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        bytes.write(MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writers.computeIfAbsent(schema, s -> writer(s, event)).write(event, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("cannot write a " + schema.getFullName() + " for topic " + topic, e);
        }
        return bytes.toByteArray();
    }

    private int idOf(String topic, Schema schema) {
        Subject subject = new Subject(topic, schema);
        Integer known = ids.get(subject);
        if (known == null) {
            RegistryClient client = Registries.configured(registry);
            String name = names.subject(topic, schema.getFullName(), key);
            try {
                known = register ? client.register(name, schema) : client.lookup(name, schema);
            } catch (RegistryRefusedException e) {
                throw new SerializationException(
                        "the registry does not know " + schema.getFullName() + " under subject " + name
                                + "; register it first (the planner does so when it starts)",
                        e);
            }
            ids.put(subject, known);
        }
        return known;
    }

    private static DatumWriter<IndexedRecord> writer(Schema schema, IndexedRecord event) {
        if (event instanceof SpecificRecord) {
            return new SpecificDatumWriter<>(schema, Registries.modelOf(event));
        }
        return new GenericDatumWriter<>(schema);
    }
}
