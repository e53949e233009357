package io.armature.serde;

import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Random events of every type: nulls, negative and large amounts, empty and many-byte texts. The same for a seed. */
final class SampleEvents {
    private static final String[] TEXTS = {
        "", "meal-day", "{\"kcal\":2450}", "Grüße, 食事, \uD83C\uDF5A", "a\u0000b\n\"c\"", "x".repeat(3_000)
    };

    private final RandomGenerator random;

    SampleEvents(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Each topic with one event of its type. */
    static Stream<Sample> ofEveryTopic(long seed) {
        SampleEvents events = new SampleEvents(seed);
        return Stream.of(Topic.values()).map(topic -> new Sample(topic.topicName(), events.of(topic.eventType())));
    }

    record Sample(String topic, SpecificRecord event) {
        @Override
        public String toString() {
            return event.getSchema().getName();
        }
    }

    <T extends SpecificRecord> T of(Class<T> type) {
        return type.cast(record(SpecificData.getForClass(type).getSchema(type)));
    }

    private SpecificRecord record(Schema schema) {
        SpecificRecord event =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        schema.getFields().forEach(field -> event.put(field.pos(), value(field.schema())));
        return event;
    }

    private Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case ENUM ->
                SpecificData.get()
                        .createEnum(
                                schema.getEnumSymbols()
                                        .get(random.nextInt(
                                                schema.getEnumSymbols().size())),
                                schema);
            case ARRAY -> list(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case INT -> random.nextInt();
            // Small enough to be exact as a number of JavaScript.
            case LONG -> instantOrNumber(schema, random.nextLong(-(1L << 50), 1L << 50));
            case DOUBLE -> random.nextDouble();
            case BYTES -> decimal((LogicalTypes.Decimal) schema.getLogicalType());
            case BOOLEAN -> random.nextBoolean();
            case NULL -> null;
            default -> throw new IllegalArgumentException("no sample for " + schema);
        };
    }

    private static Object instantOrNumber(Schema schema, long number) {
        return schema.getLogicalType() == null ? number : Instant.ofEpochMilli(number);
    }

    private BigDecimal decimal(LogicalTypes.Decimal type) {
        BigInteger[] unscaled = {
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.valueOf(random.nextLong()),
            BigInteger.TEN.pow(type.getPrecision()).subtract(BigInteger.ONE),
            BigInteger.TEN.pow(type.getPrecision()).subtract(BigInteger.ONE).negate()
        };
        return new BigDecimal(unscaled[random.nextInt(unscaled.length)], type.getScale());
    }

    private List<Object> list(Schema element) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(element));
        }
        return list;
    }

    private Map<String, Object> map(Schema element) {
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put("file-" + i + ".md", value(element));
        }
        return map;
    }
}
