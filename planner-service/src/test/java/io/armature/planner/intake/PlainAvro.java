package io.armature.planner.intake;

import io.armature.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Avro without a registry: the type is that of the topic. */
public final class PlainAvro implements Serializer<SpecificRecord>, Deserializer<SpecificRecord> {
    @Override
    public byte[] serialize(String topic, SpecificRecord event) {
        try (var bytes = new ByteArrayOutputStream()) {
            var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }

    @Override
    public SpecificRecord deserialize(String topic, byte[] bytes) {
        Class<? extends SpecificRecord> type = Arrays.stream(Topic.values())
                .filter(known -> known.topicName().equals(topic))
                .findFirst()
                .orElseThrow()
                .eventType();
        try {
            return new SpecificDatumReader<SpecificRecord>(
                            type.getDeclaredConstructor().newInstance().getSchema())
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            throw new SerializationException(e);
        }
    }

    @Override
    public void configure(java.util.Map<String, ?> settings, boolean isKey) {}

    @Override
    public void close() {}
}
