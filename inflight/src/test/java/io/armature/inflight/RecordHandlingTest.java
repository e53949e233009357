package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.CompletedOffsets.Progress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes of one record: done, again, or the dead letters; in its slot, on its thread. */
@Timeout(60)
class RecordHandlingTest {
    private static final TopicPartition NAME = new TopicPartition("topic", 0);
    private static final InFlightSettings TWO_AT_ONCE = new InFlightSettings(
            "topic",
            "group",
            2,
            1 << 20,
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            Duration.ofMillis(4),
            Duration.ofMillis(10));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Window window = new Window(TWO_AT_ONCE, () -> {});
    private final InFlightMetrics metrics = new InFlightMetrics(meters, TWO_AT_ONCE, window);
    private final Partition partition = new Partition(NAME, Progress.startingAt(0), Companion.NONE);
    private final List<String> dead = new ArrayList<>();
    private final DeadLetters deadLetters = (record, why, cause) -> dead.add(record.offset() + ": " + why);

    @Test
    void aRecordThatFailedForAnOutsideReasonIsHandledAgainUntilItIsDone() {
        AtomicInteger times = new AtomicInteger();
        poll(0, record -> times.incrementAndGet() < 4 ? Handled.again(Duration.ZERO, "not now") : Handled.done());
        awaitDone(1);
        assertThat(times).hasValue(4);
        assertThat(count("inflight.retried")).isEqualTo(3);
    }

    @Test
    void aHandlerThatThrowsEvenAnErrorIsAskedAgain() {
        AtomicInteger times = new AtomicInteger();
        poll(0, record -> {
            if (times.incrementAndGet() < 3) {
                throw new AssertionError("a fault of the handler");
            }
            return Handled.done();
        });
        awaitDone(1);
        assertThat(times).hasValue(3);
    }

    @Test
    void aRecordThatWaitsToBeHandledAgainKeepsItsSlot() {
        poll(0, record -> Handled.again(Duration.ofHours(1), "the provider is away"));
        Semaphore finishing = new Semaphore(0);
        AtomicInteger begun = new AtomicInteger();
        RecordHandler<String, String> waiting = record -> {
            begun.incrementAndGet();
            finishing.acquire();
            return Handled.done();
        };
        Awaitility.await().until(() -> count("inflight.retried") == 1);
        poll(1, waiting);
        poll(2, waiting);
        Awaitility.await().until(() -> begun.get() == 1);
        assertThat(window.isFull()).isTrue();
        assertThat(window.records()).isEqualTo(3);
        // The slot of the first that ends is the only one that comes free.
        finishing.release();
        Awaitility.await().until(() -> begun.get() == 2);
        finishing.release();
        awaitDone(2);
        assertThat(window.records()).isEqualTo(1);
        partition.giveUp();
    }

    @Test
    void aRecordThatWaitsToBeHandledAgainDoesNotHoldUpTheEndOfItsPartition() throws Exception {
        poll(0, record -> Handled.again(Duration.ofHours(1), "the provider is away"));
        Awaitility.await().until(() -> count("inflight.retried") == 1);
        partition.startNoMore();
        assertThat(partition.awaitIdle(
                        System.nanoTime() + Duration.ofSeconds(50).toNanos()))
                .isTrue();
        Awaitility.await().until(() -> count("inflight.interrupted") == 1);
        assertThat(partition.toCommit(CommitMetadata.MOST_CHARACTERS).offset()).isZero();
    }

    @Test
    void poisonGoesToTheDeadLettersAndCountsAsDone() {
        poll(7, record -> Handled.poison("it can never work"));
        awaitDone(1);
        assertThat(dead).containsExactly("7: it can never work");
        assertThat(count("inflight.poisoned")).isEqualTo(1);
        assertThat(partition.toCommit(CommitMetadata.MOST_CHARACTERS).offset()).isEqualTo(8);
    }

    @Test
    void aDeadLetterThatCannotBeWrittenIsTriedUntilItIsAndItsRecordIsNotDoneBefore() {
        AtomicInteger times = new AtomicInteger();
        Semaphore mayTry = new Semaphore(3);
        poll(7, record -> Handled.poison("it can never work"), new StringDeserializer(), (record, why, cause) -> {
            mayTry.acquire();
            if (times.incrementAndGet() < 4) {
                throw new IllegalStateException("the broker is away");
            }
        });
        Awaitility.await().until(() -> times.get() == 3);
        assertThat(count("inflight.completed")).isZero();
        assertThat(count("inflight.poisoned")).isZero();
        mayTry.release();
        awaitDone(1);
        assertThat(times).hasValue(4);
        assertThat(count("inflight.poisoned")).isEqualTo(1);
    }

    @Test
    void aPoisonedRecordWhoseDeadLetterCannotBeWrittenIsLeftToTheNextOwner() {
        AtomicInteger times = new AtomicInteger();
        poll(7, record -> Handled.poison("it can never work"), new StringDeserializer(), (record, why, cause) -> {
            times.incrementAndGet();
            throw new IllegalStateException("the broker is away");
        });
        Awaitility.await().until(() -> times.get() >= 2);
        partition.giveUp();
        Awaitility.await().until(() -> window.records() == 0);
        assertThat(partition.toCommit(CommitMetadata.MOST_CHARACTERS).offset()).isEqualTo(7);
    }

    @Test
    void bytesThatCannotBeReadArePoisonUnlessTheRegistryIsAway() {
        AtomicInteger times = new AtomicInteger();
        Deserializer<String> registryAwayTwice = (topic, bytes) -> {
            if (times.incrementAndGet() < 3) {
                throw new SerializationException("no schema", new ConnectException("refused"));
            }
            throw new SerializationException("cut off");
        };
        poll(7, record -> Handled.done(), registryAwayTwice, deadLetters);
        awaitDone(1);
        assertThat(times).hasValue(3);
        assertThat(dead).containsExactly("7: it cannot be decoded: cut off");
    }

    @Test
    void whatAHandlerAnswersAfterItsPartitionWasTakenAwayDoesNotCount() {
        CountDownLatch begun = new CountDownLatch(1);
        poll(0, record -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Swallowed, as careless code does.
            }
            return Handled.done();
        });
        Awaitility.await().until(() -> begun.getCount() == 0);
        assertThat(partition.giveUp()).isEqualTo(1);
        Awaitility.await().until(() -> window.records() == 0);
        assertThat(count("inflight.completed")).isZero();
        assertThat(partition.toCommit(CommitMetadata.MOST_CHARACTERS).offset()).isZero();
    }

    private void poll(long offset, RecordHandler<String, String> handler) {
        poll(offset, handler, new StringDeserializer(), deadLetters);
    }

    private void poll(
            long offset, RecordHandler<String, String> handler, Deserializer<String> values, DeadLetters letters) {
        ConsumerRecord<byte[], byte[]> record = Logs.record(NAME, offset);
        new RecordRunner(
                        TWO_AT_ONCE,
                        new RecordHandling<>(TWO_AT_ONCE, new StringDeserializer(), values, handler, letters, metrics),
                        metrics,
                        window)
                .polled(record, partition);
    }

    private void awaitDone(int records) {
        Awaitility.await().until(() -> count("inflight.completed") == records);
    }

    private double count(String counter) {
        return meters.get(counter).counter().count();
    }
}
