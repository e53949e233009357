package io.armature.serde;

import com.sun.management.ThreadMXBean;
import io.armature.events.Attempt;
import io.armature.events.AttemptOutcome;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.Phase;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What a serialized and a deserialized record cost, ours and Confluent's in turn, in one run. Not a test: started by
 * hand, from the module's folder, after {@code ./mvnw -pl schemas verify}; see decision 0012.
 */
final class SerdeCost {
    private static final int RECORDS = 100_000;
    private static final int ROUNDS = 9;
    private static final String TOPIC = "items.results";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SerdeCost() {}

    private record Cost(double nanos, double bytes) {}

    public static void main(String[] args) throws Exception {
        try (FakeRegistry registry = new FakeRegistry()) {
            Map<String, Object> properties = new HashMap<>(registry.properties());
            properties.put("auto.register.schemas", "false");
            properties.put("avro.remove.java.properties", "true");
            new SchemaRegistrar(properties).registerAll();
            ArmatureAvroSerializer ours = new ArmatureAvroSerializer();
            ours.configure(properties, false);
            ArmatureAvroDeserializer ourReader = new ArmatureAvroDeserializer();
            ourReader.configure(properties, false);
            Serializer<Object> confluents = ConfluentJava.serializer(properties);
            Deserializer<Object> confluentsReader = ConfluentJava.deserializer(properties);

            ItemCompleted event = event();
            byte[] bytes = ours.serialize(TOPIC, event);
            System.out.println("record of " + bytes.length + " bytes; median of " + ROUNDS + " rounds of " + RECORDS);
            compare("serialize", e -> ours.serialize(TOPIC, event), e -> confluents.serialize(TOPIC, event));
            compare(
                    "deserialize",
                    e -> ourReader.deserialize(TOPIC, bytes),
                    e -> confluentsReader.deserialize(TOPIC, bytes));
            compare(
                    "both, each on a virtual thread of its own",
                    onThreads(e -> ourReader.deserialize(TOPIC, ours.serialize(TOPIC, event))),
                    onThreads(e -> confluentsReader.deserialize(TOPIC, confluents.serialize(TOPIC, event))));
        }
    }

    private static void compare(String what, Function<Integer, Object> ours, Function<Integer, Object> confluents) {
        List<Cost> our = new ArrayList<>();
        List<Cost> their = new ArrayList<>();
        for (int round = -3; round < ROUNDS; round++) {
            Cost first = measured(ours);
            Cost second = measured(confluents);
            if (round >= 0) {
                our.add(first);
                their.add(second);
            }
        }
        System.out.printf(
                "%-45s ours %5.0f ns %6.0f B   Confluent's %5.0f ns %6.0f B   ratio %.2f%n",
                what,
                median(our, Cost::nanos),
                median(our, Cost::bytes),
                median(their, Cost::nanos),
                median(their, Cost::bytes),
                median(our, Cost::nanos) / median(their, Cost::nanos));
    }

    private static Cost measured(Function<Integer, Object> action) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        Object last = null;
        for (int i = 0; i < RECORDS; i++) {
            last = action.apply(i);
        }
        long nanos = System.nanoTime() - start;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        if (last == null) {
            throw new IllegalStateException("nothing was done");
        }
        return new Cost((double) nanos / RECORDS, (double) bytes / RECORDS);
    }

    private static Function<Integer, Object> onThreads(Function<Integer, Object> action) {
        return i -> {
            Object[] result = new Object[1];
            try {
                Thread.startVirtualThread(() -> result[0] = action.apply(i)).join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return result[0];
        };
    }

    private static double median(List<Cost> costs, Function<Cost, Double> part) {
        double[] sorted = costs.stream().mapToDouble(part::apply).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** An accepted item at its second attempt, with 2 kB of content. */
    private static ItemCompleted event() {
        List<Attempt> attempts = LongStream.range(0, 2)
                .mapToObj(i -> Attempt.newBuilder()
                        .setAttemptId("0193f3a2-7b1c-7000-8000-00000000000" + i)
                        .setPhase(Phase.ITEM)
                        .setTier(0)
                        .setModel("cheap")
                        .setOutcome(i == 0 ? AttemptOutcome.REJECTED : AttemptOutcome.ACCEPTED)
                        .setPromptTokens(1_200)
                        .setCompletionTokens(640)
                        .setCost(new BigDecimal("0.000312000000"))
                        .setStartedAt(Instant.ofEpochMilli(1_795_000_000_000L + i))
                        .setLatencyMs(1_480)
                        .setPromptHash("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                        .build())
                .toList();
        char[] content = new char[2_000];
        Arrays.fill(content, 'x');
        return ItemCompleted.newBuilder()
                .setJobId("0193f3a2-7b1c-7000-8000-000000000000")
                .setPlanningId("0193f3a2-7b1c-7000-8000-000000000001")
                .setItemId("breakfast")
                .setOutcome(ItemOutcome.ACCEPTED)
                .setContent(new String(content))
                .setTier(0)
                .setAttempts(attempts)
                .setCompletedAt(Instant.ofEpochMilli(1_795_000_003_000L))
                .build();
    }
}
