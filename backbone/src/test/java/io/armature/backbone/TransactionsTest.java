package io.armature.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransactionsTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final CountDownLatch firstMayCommit = new CountDownLatch(1);
    private final Queue<List<String>> committed = new ConcurrentLinkedQueue<>();
    private final Queue<String> began = new ConcurrentLinkedQueue<>();
    private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();
    private final Transactions transactions = new Transactions("test", 1, id -> new Slow(), new SimpleMeterRegistry());

    @Test
    void plansThatWaitForAProducerGoInOneTransaction() throws InterruptedException {
        Thread first = publishing("first");
        await().atMost(LONG).until(() -> began.contains("first"));
        List<Thread> others = Stream.of("a", "b", "c").map(this::publishing).toList();
        await().atMost(LONG).until(() -> others.stream().allMatch(TransactionsTest::waits));
        firstMayCommit.countDown();
        first.join();
        for (Thread other : others) {
            other.join();
        }

        assertThat(committed).hasSize(2);
        assertThat(committed.poll()).containsExactly("first");
        assertThat(committed.poll()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(outcomes).containsExactlyInAnyOrder("first published", "a published", "b published", "c published");
    }

    @Test
    void onlyThePlanThatIsTooLargeHearsSo() throws InterruptedException {
        Thread first = publishing("first");
        await().atMost(LONG).until(() -> began.contains("first"));
        List<Thread> others =
                Stream.of("a", "too large", "c").map(this::publishing).toList();
        await().atMost(LONG).until(() -> others.stream().allMatch(TransactionsTest::waits));
        firstMayCommit.countDown();
        first.join();
        for (Thread other : others) {
            other.join();
        }

        assertThat(committed).containsExactlyInAnyOrder(List.of("first"), List.of("a"), List.of("c"));
        assertThat(outcomes).contains("a published", "c published", "too large is too large");
    }

    @Test
    void whatAnInterruptedCallerHadWaitingIsNotPublished() throws InterruptedException {
        Thread first = publishing("first");
        await().atMost(LONG).until(() -> began.contains("first"));
        Thread given = publishing("given up");
        Thread other = publishing("other");
        await().atMost(LONG).until(() -> waits(given) && waits(other));
        given.interrupt();
        given.join();
        firstMayCommit.countDown();
        first.join();
        other.join();

        assertThat(committed).containsExactly(List.of("first"), List.of("other"));
        assertThat(outcomes).contains("given up interrupted", "other published");
    }

    @Test
    void whatAnInterruptedCallerHadUnderWayIsPublishedAndHeHearsSo() throws InterruptedException {
        Thread first = publishing("first");
        await().atMost(LONG).until(() -> began.contains("first") && waits(first));
        first.interrupt();
        firstMayCommit.countDown();
        first.join();

        assertThat(committed).containsExactly(List.of("first"));
        assertThat(outcomes).containsExactly("first published");
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private Thread publishing(String id) {
        return Thread.ofPlatform().start(() -> {
            try {
                transactions.publish(List.of(new ProducerRecord<>(Topic.PLAN_REQUESTS.topicName(), id, event(id))));
                outcomes.add(id + " published");
            } catch (InterruptedException e) {
                outcomes.add(id + " interrupted");
            } catch (KafkaException e) {
                outcomes.add(id + " is too large");
            }
        });
    }

    private static PlanRequested event(String id) {
        return PlanRequested.newBuilder()
                .setJobId(id)
                .setBlueprint("burst")
                .setInput("{}")
                .setRequestedAt(Instant.EPOCH)
                .build();
    }

    /** The first commit waits until it may; a transaction with what is too large fails. */
    private final class Slow extends MockProducer<String, SpecificRecord> {
        Slow() {
            super(true, null, new StringSerializer(), (topic, event) -> new byte[0]);
            initTransactions();
        }

        @Override
        public void commitTransaction() {
            List<String> keys = new ArrayList<>();
            uncommittedRecords().forEach(record -> keys.add(record.key()));
            began.addAll(keys);
            try {
                firstMayCommit.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (keys.contains("too large")) {
                throw new KafkaException("aborted", new RecordTooLargeException("9 MiB"));
            }
            super.commitTransaction();
            committed.add(keys);
        }
    }
}
