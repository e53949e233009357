package io.armature.assembler;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.skeleton;

import io.armature.assembler.Backbone.Assembler;
import io.armature.backbone.EventPublisher;
import io.armature.events.ItemCompleted;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/**
 * CPU time of assembly for each item, for plans of more and more items, alone and with a thousand other plans open, on
 * a real broker: that of the threads of Kafka Streams. docs/assembler-service.md has the figures.
 */
public final class GrowthMeasurement {
    private static final int[] SIZES = {10, 100, 1_000, 5_000};
    private static final int ITEMS = 10_000;
    private static final int OPEN = 1_000;
    private static final int ROUNDS = 3;
    private static final String CONTENT = "\"" + "x".repeat(2_000) + "\"";

    private GrowthMeasurement() {}

    public static void main(String... args) throws Exception {
        try (Backbone backbone = new Backbone();
                Assembler assembler = backbone.start(Files.createTempDirectory("growth"), args);
                Producer<String, SpecificRecord> producer =
                        new KafkaProducer<>(EventPublisher.producerSettings(backbone.kafka))) {
            round(backbone, producer, "warm-up", 100);
            for (int open : new int[] {0, OPEN}) {
                for (int i = 0; i < open; i++) {
                    begin(producer, "open-" + i, 20);
                }
                for (int size : SIZES) {
                    double[] micros = new double[ROUNDS];
                    for (int round = 0; round < ROUNDS; round++) {
                        micros[round] = round(backbone, producer, "job-" + open + "-" + size + "-" + round, size);
                    }
                    Arrays.sort(micros);
                    System.out.printf(
                            "open=%d items/plan=%d CPU/item median=%.0f us (%.0f-%.0f) store memory=%.1f MB%n",
                            open,
                            size,
                            micros[ROUNDS / 2],
                            micros[0],
                            micros[ROUNDS - 1],
                            assembler
                                            .context
                                            .getBean(MeterRegistry.class)
                                            .get("armature.state.memory.bytes")
                                            .gauge()
                                            .value()
                                    / 1e6);
                }
            }
        }
    }

    /** Microseconds of CPU for each item; the rate goes to the console. */
    private static double round(Backbone backbone, Producer<String, SpecificRecord> producer, String name, int size) {
        long before = cpu();
        long began = System.nanoTime();
        int plans = ITEMS / size;
        for (int plan = 0; plan < plans; plan++) {
            String jobId = name + "-" + plan;
            for (String id : begin(producer, jobId, size)) {
                ItemCompleted result = ItemCompleted.newBuilder(
                                done(jobId, PLANNING, id, attempt(jobId + id, 0, "0.001")))
                        .setContent(CONTENT)
                        .build();
                send(producer, Topic.ITEMS_RESULTS, jobId, result);
            }
        }
        producer.flush();
        Awaitility.await()
                .atMost(Backbone.LONG)
                .until(() -> backbone.ends.stream()
                                .filter(end -> end.getJobId().startsWith(name + "-"))
                                .count()
                        == plans);
        backbone.ends.clear();
        System.out.printf("%s %.0f items/s%n", name, ITEMS / ((System.nanoTime() - began) / 1e9));
        return (cpu() - before) / 1e3 / ITEMS;
    }

    private static List<String> begin(Producer<String, SpecificRecord> producer, String jobId, int size) {
        List<String> ids = IntStream.range(0, size).mapToObj(i -> "item-" + i).toList();
        send(producer, Topic.PLAN_ACCEPTED, jobId, accepted(jobId, Instant.now().plusSeconds(3_600)));
        send(producer, Topic.PLAN_SKELETONS, jobId, skeleton(jobId, PLANNING, ids));
        return ids;
    }

    private static void send(
            Producer<String, SpecificRecord> producer, Topic topic, String jobId, SpecificRecord event) {
        producer.send(new ProducerRecord<>(topic.topicName(), jobId, event));
    }

    /** Nanoseconds of all threads of the assembler's Kafka Streams, its producer's among them. */
    private static long cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("armature.assembler-"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
                .sum();
    }
}
