package io.armature.serde;

import com.sun.management.ThreadMXBean;
import io.armature.topics.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What must hold of any bytes on a topic of events: an event, or an exception that says that they never will be one,
 * and memory in proportion to their number. {@code FuzzEventsTest} runs it for seconds over mutations of good events, a
 * coverage-guided fuzzer for as long as it is let (see docs/hostile-input.md).
 */
public final class EventFuzz {
    /** Readers, caches and the message of an exception cost so much whatever the bytes. */
    private static final long ANY_RECORD = 2 << 20;
    /** The costliest byte of an event of ours begins an empty object in a list. */
    private static final long A_BYTE = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final FakeRegistry REGISTRY = registry();
    private static final ArmatureAvroSerializer SERIALIZER = new ArmatureAvroSerializer();
    private static final ArmatureAvroDeserializer DESERIALIZER = new ArmatureAvroDeserializer();

    static {
        SERIALIZER.configure(REGISTRY.properties(), false);
        DESERIALIZER.configure(REGISTRY.properties(), false);
    }

    private EventFuzz() {}

    private static FakeRegistry registry() {
        try {
            FakeRegistry registry = new FakeRegistry();
            new SchemaRegistrar(registry.properties()).registerAll();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An event as it is written. */
    static byte[] written(String topic, IndexedRecord event) {
        return SERIALIZER.serialize(topic, event);
    }

    /**
     * The entry that coverage-guided fuzzers call: a byte that chooses the topic, then what comes after the schema's
     * id.
     */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        Topic topic = Topic.values()[Byte.toUnsignedInt(bytes[0]) % Topic.values().length];
        int id = ByteBuffer.wrap(written(topic.topicName(), new SampleEvents(1).of(topic.eventType())))
                .getInt(1);
        read(
                topic.topicName(),
                ByteBuffer.allocate(bytes.length + Integer.BYTES)
                        .put((byte) 0)
                        .putInt(id)
                        .put(bytes, 1, bytes.length - 1)
                        .array());
    }

    /** Holds any record to it, schema id included. */
    static void read(String topic, byte[] bytes) {
        // Once more where it seems too much: at first classes are loaded, and a fuzzer rewrites each.
        if (memory(topic, bytes) > most(bytes)) {
            long took = memory(topic, bytes);
            if (took > most(bytes)) {
                throw new AssertionError(bytes.length + " bytes took " + took + " bytes of memory");
            }
        }
        event(topic, bytes).ifPresent(read -> {
            IndexedRecord again = DESERIALIZER.deserialize(topic, written(topic, read));
            if (!read.toString().equals(again.toString())) {
                throw new AssertionError("what was read is written as another event: " + read + " / " + again);
            }
        });
    }

    private static long most(byte[] bytes) {
        return ANY_RECORD + A_BYTE * bytes.length;
    }

    /** What reading it takes, in bytes. */
    private static long memory(String topic, byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        event(topic, bytes);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static Optional<IndexedRecord> event(String topic, byte[] bytes) {
        try {
            return Optional.of(DESERIALIZER.deserialize(topic, bytes));
        } catch (SerializationException e) {
            return Optional.empty(); // What else is thrown is a finding; an outage that was none, for instance.
        }
    }
}
