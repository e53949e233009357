package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that mean ill. Mutations of good events go by a seed that is told when one of them fails;
 * {@code -Darmature.fuzz.seconds=300} runs longer, {@code -Darmature.fuzz.seed=7} repeats.
 */
class FuzzEventsTest {
    private static final int SECONDS = Integer.getInteger("armature.fuzz.seconds", 2);
    /** Numbers as they stand in Avro's binary form: of lengths, counts, and the places of unions. */
    private static final long[] NUMBERS = {
        -1, 0, 1, 2, 127, 1 << 20, Integer.MAX_VALUE - 8L, Integer.MAX_VALUE, 1L << 31, 1L << 62, Long.MIN_VALUE
    };

    @Test
    void anyBytesAreAnEventOrNeverWillBeAndCostMemoryInProportion() {
        long first = Long.getLong("armature.fuzz.seed", System.nanoTime());
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        long seed = first;
        do {
            SplittableRandom random = new SplittableRandom(seed);
            Topic topic = Topic.values()[random.nextInt(Topic.values().length)];
            byte[] bytes =
                    mutated(EventFuzz.written(topic.topicName(), new SampleEvents(seed).of(topic.eventType())), random);
            try {
                EventFuzz.read(topic.topicName(), bytes);
            } catch (Throwable e) {
                throw new AssertionError(
                        "repeat with -Darmature.fuzz.seed=" + seed + ", on: " + Arrays.toString(bytes), e);
            }
            seed++;
        } while (System.nanoTime() < end);
        System.out.println("fuzz: " + (seed - first) + " executions in " + SECONDS + " s, none failed");
        assertThat(seed).isGreaterThan(first);
    }

    /** Each list and map of each event in turn: what is before it is good, and then it says how long it would be. */
    @ParameterizedTest
    @ValueSource(longs = {1 << 24, Integer.MAX_VALUE - 8L, Integer.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE})
    void aListThatSaysItIsLongerThanTheRecordTakesNoMemory(long length) throws IOException {
        int tried = 0;
        for (Topic topic : Topic.values()) {
            byte[] good = EventFuzz.written(topic.topicName(), new SampleEvents(1).of(topic.eventType()));
            Schema schema = SpecificData.get().getSchema(topic.eventType());
            for (int list = 0; ; list++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.write(good, 0, 5);
                BinaryEncoder to = EncoderFactory.get().binaryEncoder(bytes, null);
                boolean reached = new Least(to, list, length).write(schema);
                to.flush();
                if (!reached) {
                    break;
                }
                EventFuzz.read(topic.topicName(), bytes.toByteArray());
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(15);
    }

    private static byte[] mutated(byte[] good, SplittableRandom random) {
        byte[] bytes = good;
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(5, bytes.length + 1);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(8)));
            byte[] piece = Arrays.copyOfRange(bytes, at, to);
            bytes = switch (random.nextInt(5)) {
                case 0 -> joined(bytes, at, new byte[0], to);
                case 1 -> joined(bytes, at, number(NUMBERS[random.nextInt(NUMBERS.length)]), at);
                case 2 ->
                    joined(bytes, at, number(NUMBERS[random.nextInt(NUMBERS.length)]), Math.min(bytes.length, at + 1));
                case 3 -> joined(bytes, at, new byte[] {(byte) random.nextInt()}, Math.min(bytes.length, at + 1));
                default -> joined(bytes, at, piece, at);
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
        byte[] whole = Arrays.copyOf(bytes, to + between.length + bytes.length - from);
        System.arraycopy(between, 0, whole, to, between.length);
        System.arraycopy(bytes, from, whole, to + between.length, bytes.length - from);
        return whole;
    }

    private static byte[] number(long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder to = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            to.writeLong(number);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the least that fits a schema, up to one list or map, of which it writes the length alone. */
    private static final class Least {
        private final BinaryEncoder to;
        private final long length;
        private int before;

        Least(BinaryEncoder to, int before, long length) {
            this.to = to;
            this.before = before;
            this.length = length;
        }

        /** Whether the list was reached. */
        boolean write(Schema schema) throws IOException {
            switch (schema.getType()) {
                case RECORD -> {
                    for (Schema.Field field : schema.getFields()) {
                        if (write(field.schema())) {
                            return true;
                        }
                    }
                }
                case ARRAY -> {
                    if (before-- == 0) {
                        to.writeLong(length);
                        return true;
                    }
                    to.writeLong(1);
                    if (write(schema.getElementType())) {
                        return true;
                    }
                    to.writeLong(0);
                }
                case MAP -> {
                    if (before-- == 0) {
                        to.writeLong(length);
                        return true;
                    }
                    to.writeLong(0);
                }
                case UNION -> {
                    int last = schema.getTypes().size() - 1;
                    to.writeIndex(last);
                    return write(schema.getTypes().get(last));
                }
                case STRING -> to.writeString("");
                case BYTES -> to.writeBytes(new byte[] {0});
                case DOUBLE -> to.writeDouble(0);
                case FLOAT -> to.writeFloat(0);
                case BOOLEAN -> to.writeBoolean(false);
                case ENUM -> to.writeEnum(0);
                case INT -> to.writeInt(0);
                case LONG -> to.writeLong(0);
                case FIXED -> to.writeFixed(new byte[schema.getFixedSize()]);
                case NULL -> {}
            }
            return false;
        }
    }
}
