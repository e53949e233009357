package io.armature.assembler.assembly;

import io.armature.backbone.Provision;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes events up to the bound of a message. A foreign producer can compress more than that into one; in the state's
 * own changelog it would no longer fit, and stop everything.
 */
final class BoundedEvents implements Deserializer<SpecificRecord> {
    private final Deserializer<SpecificRecord> events;

    BoundedEvents(Deserializer<SpecificRecord> events) {
        this.events = events;
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : events.deserialize(topic, bounded(bytes));
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
        return bytes == null ? null : events.deserialize(topic, headers, bounded(bytes));
    }

    @Override
    public void close() {
        events.close();
    }

    private static byte[] bounded(byte[] bytes) {
        if (bytes.length > Provision.MAX_MESSAGE_BYTES) {
            throw new SerializationException("it has " + bytes.length + " bytes, and an event at most "
                    + Provision.MAX_MESSAGE_BYTES + " before compression");
        }
        return bytes;
    }
}
