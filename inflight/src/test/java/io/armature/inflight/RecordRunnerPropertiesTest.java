package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * Real threads, finishing in the order they like, failing, resting and being interrupted, under one owner after the
 * other; each is killed or leaves at a moment of its own. {@link GroupOffsets} judges.
 */
class RecordRunnerPropertiesTest {
    private static final int RECORDS = 60;
    private static final int MOST_OWNERS = 200;
    private static final InFlightSettings SETTINGS =
            InFlightSettings.of("topic", "group").withWindow(16);
    private static final List<TopicPartition> NAMES =
            List.of(new TopicPartition("topic", 0), new TopicPartition("topic", 1));

    @Property(tries = 20)
    void nothingIsLostAndNothingCommittedAsDoneIsHandledAgain(@ForAll long seed) throws InterruptedException {
        Random random = new Random(seed);
        GroupOffsets group = new GroupOffsets(Map.of(
                NAMES.getFirst(), Logs.withGaps(random, RECORDS), NAMES.getLast(), Logs.withGaps(random, RECORDS)));
        Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        AtomicInteger owners = new AtomicInteger();
        while (!group.isAllCommittedAsDone()) {
            assertThat(owners.incrementAndGet()).isLessThan(MOST_OWNERS);
            // Each gets a little more time than the one before, so that it ends on the slowest machine.
            own(group, SETTINGS.withDrain(Duration.ofMillis(3L * owners.get())), random, wrong);
            assertThat(wrong).isEmpty();
        }
        assertThat(group.isAllFinished()).isTrue();
    }

    private static void own(GroupOffsets group, InFlightSettings settings, Random random, Queue<Throwable> wrong)
            throws InterruptedException {
        ScriptedConsumer kafka = new ScriptedConsumer(group);
        Window window = new Window(settings, () -> {});
        InFlightMetrics metrics = new InFlightMetrics(new SimpleMeterRegistry(), settings, window);
        Assignments assignments = new Assignments(settings, kafka.consumer(), metrics, Companion.NONE);
        long salt = random.nextLong();
        RecordRunner runner = new RecordRunner(
                settings,
                (record, partition) ->
                        handle(record, partition, group, new SplittableRandom(salt + record.offset()), wrong),
                metrics,
                window);
        assignments.onPartitionsAssigned(NAMES);
        for (TopicPartition name : NAMES) {
            List<Long> log = group.leftToPoll(name);
            for (long offset : log.subList(0, random.nextInt(log.size() + 1))) {
                ConsumerRecord<byte[], byte[]> record = Logs.record(name, offset);
                runner.polled(record, assignments.owner(record).orElseThrow());
                if (random.nextInt(5) == 0) {
                    assignments.commitLater();
                }
                if (random.nextInt(5) == 0) {
                    kafka.answerOldest();
                }
            }
        }
        // Threads that have not begun when the end comes never begin.
        Thread.sleep(random.nextLong(settings.drain().toMillis()));
        if (random.nextInt(3) == 0) {
            kafka.dies(random.nextBoolean());
            assignments.lost();
        } else {
            assignments.drain();
        }
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> window.records() == 0);
    }

    private static void handle(
            ConsumerRecord<byte[], byte[]> record,
            Partition partition,
            GroupOffsets group,
            SplittableRandom random,
            Queue<Throwable> wrong)
            throws InterruptedException {
        TopicPartition name = new TopicPartition(record.topic(), record.partition());
        try {
            group.handling(name, record.offset());
        } catch (AssertionError e) {
            wrong.add(e);
        }
        switch (random.nextInt(12)) {
            case 0 -> partition.rest(Duration.ofMillis(1));
            case 1 -> throw new IllegalStateException("a fault that nobody foresaw");
            case 2 -> Thread.sleep(20);
            case 3, 4, 5, 6 -> Thread.sleep(random.nextInt(4));
            default -> Thread.yield();
        }
        group.finished(name, record.offset());
    }
}
