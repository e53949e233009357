package io.armature.inflight;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * Measures how soon a record is begun, how many are handled per second, what idling and what committing cost. The
 * broker is a process of its own, so that the processor time is the consumer's and its producer's. Prints one line for
 * each figure.
 */
final class InFlightMeasurement {
    private static final int PARTITIONS = 8;
    private static final byte[] VALUE = new byte[1_000];

    private final String bootstrap;

    private InFlightMeasurement(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 1 && args[0].equals("broker")) {
            broker();
            return;
        }
        Process broker = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InFlightMeasurement.class.getName(),
                        "broker")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            do {
                line = out.readLine();
            } while (line != null && !line.startsWith("bootstrap="));
            if (line == null) {
                throw new IllegalStateException("the broker did not start");
            }
            InFlightMeasurement measurement = new InFlightMeasurement(line.substring("bootstrap=".length()));
            measurement.throughput(100_000, Duration.ofMillis(100)); // Warms up.
            measurement.throughput(200_000, Duration.ofMillis(100));
            measurement.start(1_000);
            measurement.fullWindow(5_120, Duration.ofMillis(200));
            measurement.idle(Duration.ofSeconds(20));
            for (int millis : new int[] {10, 100, 1_000}) {
                measurement.steady(Duration.ofMillis(millis));
            }
        } finally {
            broker.destroy();
        }
    }

    private static void broker() throws Exception {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
        System.out.println("bootstrap=" + broker.getBrokersAsString());
        while (System.in.read() >= 0) {
            // Until the other process ends.
        }
        broker.destroy();
    }

    /** Handlers that do nothing, on a topic that is full already. */
    private void throughput(int records, Duration commitEvery) throws Exception {
        String topic = topic();
        send(topic, records);
        CountDownLatch done = new CountDownLatch(records);
        AtomicLong first = new AtomicLong();
        try (var consumer = consumer(topic, commitEvery, record -> {
            first.compareAndSet(0, System.nanoTime());
            done.countDown();
            return Handled.done();
        })) {
            long cpu = cpuNanos();
            consumer.start();
            done.await();
            double seconds = (System.nanoTime() - first.get()) / 1e9;
            say(
                    "throughput records=%d perSecond=%.0f cpuMicrosPerRecord=%.1f",
                    records, records / seconds, (cpuNanos() - cpu) / 1e3 / records);
        }
    }

    /** One record every 10 ms: from handing it to the producer to the first line of its handler. */
    private void start(int records) throws Exception {
        String topic = topic();
        long[] sent = new long[records];
        AtomicLongArray took = new AtomicLongArray(records);
        CountDownLatch done = new CountDownLatch(records);
        AtomicInteger next = new AtomicInteger();
        try (var producer = producer();
                var consumer = consumer(topic, Duration.ofMillis(100), record -> {
                    int i = next.getAndIncrement();
                    took.set(i, System.nanoTime() - sent[i]);
                    done.countDown();
                    return Handled.done();
                })) {
            consumer.start();
            awaitConsuming(consumer);
            for (int i = 0; i < records; i++) {
                sent[i] = System.nanoTime();
                producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, VALUE))
                        .get();
                Thread.sleep(10);
            }
            done.await();
        }
        long[] sorted = new long[records];
        Arrays.setAll(sorted, took::get);
        Arrays.sort(sorted);
        say(
                "start records=%d medianMs=%.1f p99Ms=%.1f maxMs=%.1f",
                records, sorted[records / 2] / 1e6, sorted[records * 99 / 100] / 1e6, sorted[records - 1] / 1e6);
    }

    /** More work than the window holds: how long beyond the ideal it takes to keep it full. */
    private void fullWindow(int records, Duration each) throws Exception {
        String topic = topic();
        send(topic, records);
        CountDownLatch done = new CountDownLatch(records);
        AtomicLong first = new AtomicLong();
        try (var consumer = consumer(topic, Duration.ofMillis(100), record -> {
            first.compareAndSet(0, System.nanoTime());
            Thread.sleep(each);
            done.countDown();
            return Handled.done();
        })) {
            consumer.start();
            done.await();
            double ideal = Math.ceil(records / 256.0) * each.toMillis();
            say(
                    "fullWindow records=%d eachMs=%d ratioToIdeal=%.2f",
                    records, each.toMillis(), (System.nanoTime() - first.get()) / 1e6 / ideal);
        }
    }

    /** Nothing to do. */
    private void idle(Duration time) throws Exception {
        String topic = topic();
        try (var consumer = consumer(topic, Duration.ofMillis(100), record -> Handled.done())) {
            consumer.start();
            awaitConsuming(consumer);
            long cpu = cpuNanos();
            Thread.sleep(time);
            say("idle cpuPercentOfOneCore=%.1f", 100.0 * (cpuNanos() - cpu) / time.toNanos());
        }
    }

    /** 200 records a second for 10 s, each 500 ms long; what the commits take of it, and how old one is at its end. */
    private void steady(Duration commitEvery) throws Exception {
        String topic = topic();
        int records = 2_000;
        CountDownLatch done = new CountDownLatch(records);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (var producer = producer();
                var consumer = consumer(topic, commitEvery, meters, record -> {
                    Thread.sleep(500);
                    done.countDown();
                    return Handled.done();
                })) {
            consumer.start();
            awaitConsuming(consumer);
            long cpu = cpuNanos();
            long started = System.nanoTime();
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, VALUE));
                Thread.sleep(Duration.ofNanos(Math.max(0, started + i * 5_000_000L - System.nanoTime())));
            }
            done.await();
            double seconds = (System.nanoTime() - started) / 1e9;
            var commits = meters.get("inflight.commit").timer();
            say(
                    "steady commitEveryMs=%d commitsPerSecond=%.1f commitMeanMs=%.1f cpuPercentOfOneCore=%.1f",
                    commitEvery.toMillis(),
                    commits.count() / seconds,
                    commits.mean(TimeUnit.MILLISECONDS),
                    100.0 * (cpuNanos() - cpu) / 1e9 / seconds);
        }
    }

    private InFlightConsumer<byte[], byte[]> consumer(
            String topic, Duration commitEvery, RecordHandler<byte[], byte[]> handler) {
        return consumer(topic, commitEvery, new SimpleMeterRegistry(), handler);
    }

    private InFlightConsumer<byte[], byte[]> consumer(
            String topic, Duration commitEvery, SimpleMeterRegistry meters, RecordHandler<byte[], byte[]> handler) {
        InFlightSettings usual = InFlightSettings.of(topic, "group-" + topic);
        return new InFlightConsumer<>(
                new InFlightSettings(
                        topic,
                        usual.groupId(),
                        usual.window(),
                        usual.windowBytes(),
                        usual.drain(),
                        usual.retryFirst(),
                        usual.retryMost(),
                        commitEvery),
                Map.of("bootstrap.servers", bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                handler,
                (record, why, cause) -> {
                    throw new IllegalStateException(why);
                },
                Companion.NONE,
                meters);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "max.in.flight.requests.per.connection", "1", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void send(String topic, int records) throws Exception {
        List<Future<?>> results = new ArrayList<>();
        try (var producer = producer()) {
            for (int i = 0; i < records; i++) {
                results.add(producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, VALUE)));
            }
            for (var result : results) {
                result.get();
            }
        }
    }

    private String topic() throws Exception {
        String topic = "topic-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        return topic;
    }

    private static void awaitConsuming(InFlightConsumer<?, ?> consumer) throws InterruptedException {
        while (!consumer.isConsuming()) {
            Thread.sleep(10);
        }
        Thread.sleep(3_000); // Its partitions come with a later heartbeat.
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void say(String figures, Object... values) {
        System.out.println(String.format(Locale.ROOT, figures, values));
    }
}
