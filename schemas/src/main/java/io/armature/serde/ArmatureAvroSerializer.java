package io.armature.serde;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in Confluent's wire format: a zero byte, the schema's id in four bytes, the record in Avro's
 * binary form. Set it as {@code value.serializer}. Thread-safe; any thread may use it, virtual ones too.
 *
 * <p>Properties, by Confluent's names and beside those of {@link RegistrySettings the registry}:
 *
 * <ul>
 *   <li>{@code auto.register.schemas}: register a schema that the subject does not hold. Default false, unlike
 *       Confluent's: schemas are registered by {@link SchemaRegistrar}, once, and only looked up here.
 *   <li>{@code value.subject.name.strategy}, {@code key.subject.name.strategy}: see {@link SubjectNames}.
 *   <li>{@code avro.remove.java.properties}: leave {@code avro.java.string} out of the schema's text. Default true,
 *       unlike Confluent's.
 * </ul>
 *
 * <p>Throws {@link RegistryUnreachableException}, which may be retried, when the registry could not be asked, and
 * {@link SerializationException} when the schema is not registered or the record does not fit its schema.
 */
public final class ArmatureAvroSerializer implements Serializer<IndexedRecord> {
    private record Kind(String topic, Schema schema) {}

    private record Form(int id, DatumWriter<IndexedRecord> writer) {}

    private final Once<Kind, Form> forms = new Once<>();
    private final Spares<Pen> pens = new Spares<>();
    private @Nullable RegistryClient registry;
    private SubjectNames names = SubjectNames.TOPIC;
    private boolean key;
    private boolean register;
    private boolean removeJavaProperties = true;

    /** Made by class name, then configured. */
    public ArmatureAvroSerializer() {}

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        registry = SharedRegistry.of(properties);
        names = SubjectNames.from(properties, isKey);
        key = isKey;
        register = RegistrySettings.flag(properties, "auto.register.schemas", false);
        removeJavaProperties = RegistrySettings.flag(properties, "avro.remove.java.properties", true);
        if (RegistrySettings.flag(properties, "use.latest.version", false)) {
            throw new ConfigException("use.latest.version=true is not known to this serializer: it writes with the"
                    + " schema of the event itself, so that the id always tells what was written. Remove it");
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable IndexedRecord event) {
        if (event == null) {
            return null;
        }
        Form form = forms.get(new Kind(topic, event.getSchema()), kind -> form(kind, event));
        Pen spare = pens.take();
        Pen pen = spare == null ? new Pen() : spare;
        try {
            byte[] bytes = pen.write(form.id(), form.writer(), event);
            if (pen.isWorthKeeping()) {
                pens.give(pen);
            }
            return bytes;
        } catch (IOException | RuntimeException e) {
            // The pen is let go: it may hold half a record.
            throw new SerializationException(
                    "a " + event.getSchema().getFullName() + " for topic " + topic + " does not fit its schema: "
                            + e.getMessage(),
                    e);
        }
    }

    private Form form(Kind kind, IndexedRecord event) {
        Schema schema = kind.schema();
        String subject = names.subject(kind.topic(), schema.getFullName(), key);
        String text = removeJavaProperties ? SchemaText.withoutJavaProperties(schema) : schema.toString();
        RegistryClient client = SharedRegistry.configured(registry);
        try {
            int id = register ? client.register(subject, text) : client.lookup(subject, text);
            return new Form(id, writer(event));
        } catch (RegistryRefusedException e) {
            String mend = register
                    ? "change it so that it is compatible"
                    : "register it under this subject first, as the planner service does when it starts";
            throw new SerializationException(
                    "topic " + kind.topic() + " cannot take a " + schema.getFullName() + " in this form; " + mend + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static DatumWriter<IndexedRecord> writer(IndexedRecord event) {
        return event instanceof SpecificRecord
                ? new SpecificDatumWriter<>(event.getSchema(), SpecificData.getForClass(event.getClass()))
                : new GenericDatumWriter<>(event.getSchema());
    }
}
