package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.CompletedOffsets.Progress;
import io.armature.inflight.Journal.Position;
import io.armature.inflight.Journal.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker and real processes, one of which is killed or comes and goes; judged by what they wrote down. */
class InFlightTwoProcessesIT {
    private static final int PARTITIONS = 8;
    private static final int WINDOW = 300;
    private static final int LONG_DRAIN = 30_000;
    private static final int NEVER = 3_600_000;
    private static EmbeddedKafkaKraftBroker broker;
    private static Admin admin;

    private final String topic = "topic-" + UUID.randomUUID();
    private final String group = "group-" + topic;
    private final Set<Position> sent = new HashSet<>();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "group.consumer.min.session.timeout.ms", "20000",
                "group.consumer.session.timeout.ms", "20000",
                "group.consumer.min.heartbeat.interval.ms", "500",
                "group.consumer.heartbeat.interval.ms", "500"));
        broker.afterPropertiesSet();
        admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.destroy();
    }

    @BeforeEach
    void makeTopic() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get();
    }

    @Test
    void afterAKillEverythingIsHandledAndOnlyWhatWasNotYetCommittedAsDoneIsRepeated() throws Exception {
        try (StartedProcess victim = process("victim", LONG_DRAIN, 200, 1_500, 0);
                StartedProcess survivor = process("survivor", LONG_DRAIN, 200, 1_500, 0)) {
            await(() -> assignedPartitions().equals(List.of(PARTITIONS / 2, PARTITIONS / 2)));
            send(6_000, "work");
            await(() -> victim.journal().positions(Step.DONE).size() >= 500
                    && victim.journal().inFlight().size() >= 150);

            victim.kill();

            Map<Integer, Progress> committed = committed();
            Set<Position> started = once(victim.journal().positions(Step.STARTED));
            Set<Position> done = once(victim.journal().positions(Step.DONE));
            Set<Position> cutOff = minus(started, done);
            Set<Position> committedAsDone = started.stream()
                    .filter(position -> isDone(committed.get(position.partition()), position.offset()))
                    .collect(Collectors.toSet());
            Set<Integer> partitions = started.stream().map(Position::partition).collect(Collectors.toSet());
            assertThat(survivor.journal().positions(Step.STARTED))
                    .as("what the group had committed was read before anybody took over")
                    .noneMatch(position -> partitions.contains(position.partition()));

            await(() -> handledBy(victim, survivor).containsAll(sent));

            Set<Position> repeated = once(survivor.journal().positions(Step.STARTED));
            repeated.retainAll(started);
            assertThat(done).containsAll(committedAsDone);
            assertThat(repeated).isEqualTo(minus(started, committedAsDone));
            assertThat(repeated).containsAll(cutOff);
            assertThat(cutOff).as("in flight at the kill").hasSizeBetween(100, WINDOW);
            assertThat(committedAsDone)
                    .as("committed as done behind a record that was not")
                    .anyMatch(position -> position.offset()
                            > committed.get(position.partition()).prefix());
            survivor.leave();
            assertThat(committed().values())
                    .allMatch(progress -> progress.notDone().isEmpty());
        }
    }

    @Test
    void aProcessThatJoinsAndLeavesInGoodOrderMakesNothingBeRepeated() throws Exception {
        try (StartedProcess first = process("first", LONG_DRAIN, 50, 800, 0)) {
            send(6_000, "work");
            await(() -> first.journal().positions(Step.DONE).size() >= 300);
            StartedProcess second = process("second", LONG_DRAIN, 50, 800, 0);
            try (second) {
                await(() -> {
                    // However long the second takes to start, there is work left for it.
                    if (sent.size() - handledBy(first, second).size() < 2_000) {
                        send(2_000, "work");
                    }
                    return second.journal().positions(Step.DONE).size() >= 300;
                });
                second.leave();
            }
            await(() -> handledBy(first, second).containsAll(sent));

            List<Position> all = new ArrayList<>(first.journal().positions(Step.STARTED));
            all.addAll(second.journal().positions(Step.STARTED));
            assertThat(all).doesNotHaveDuplicates().hasSameSizeAs(sent);
        }
    }

    @Test
    void whatDoesNotFinishWithinTheDrainIsRepeatedByTheNextOwnerAndNothingElse() throws Exception {
        int briefDrain = 1_000;
        send(PARTITIONS, "stuck");
        Set<Position> stuck = Set.copyOf(sent);
        send(800, "work");
        try (StartedProcess first = process("first", briefDrain, 1, 20, NEVER)) {
            await(() -> once(first.journal().positions(Step.DONE)).equals(minus(sent, stuck)));
            try (StartedProcess second = process("second", briefDrain, 1, 20, 1)) {
                await(() -> second.journal().positions(Step.DONE).size() == PARTITIONS / 2);
                assertThat(stuck).containsAll(second.journal().positions(Step.STARTED));
                first.leave();
                await(() -> handledBy(first, second).containsAll(sent));
                assertThat(second.journal().positions(Step.STARTED)).containsExactlyInAnyOrderElementsOf(stuck);
                second.leave();
            }
            assertThat(first.journal().positions(Step.STARTED)).doesNotHaveDuplicates();
        }
    }

    private StartedProcess process(String name, int drain, int shortest, int longest, int stuck) throws Exception {
        return new StartedProcess(
                folder,
                name,
                List.of(broker.getBrokersAsString(), topic, group),
                WINDOW,
                drain,
                shortest,
                longest,
                stuck);
    }

    private void send(int records, String value) throws Exception {
        // One request at a time: on a new topic a second one may overtake the first, which then never gets in.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "linger.ms",
                "5",
                "max.in.flight.requests.per.connection",
                "1");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var results = LongStream.range(0, records)
                    .mapToObj(i -> producer.send(new ProducerRecord<>(topic, (int) (i % PARTITIONS), "key", value)))
                    .toList();
            for (var result : results) {
                sent.add(new Position(result.get().partition(), result.get().offset()));
            }
        }
    }

    /** How many partitions each member has, fewest first. */
    private List<Integer> assignedPartitions() throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                .map(member -> member.assignment().topicPartitions().size())
                .sorted()
                .toList();
    }

    private Map<Integer, Progress> committed() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> CommitMetadata.read(
                                        entry.getValue().offset(),
                                        entry.getValue().metadata())
                                .orElseThrow()));
    }

    private static boolean isDone(Progress committed, long offset) {
        return offset < committed.next() && !committed.notDone().contains(offset);
    }

    private static Set<Position> handledBy(StartedProcess one, StartedProcess other) {
        return Stream.of(one, other)
                .flatMap(process -> process.journal().positions(Step.DONE).stream())
                .collect(Collectors.toSet());
    }

    /** The positions as a set; no process starts one twice. */
    private static Set<Position> once(List<Position> positions) {
        assertThat(positions).doesNotHaveDuplicates();
        return new HashSet<>(positions);
    }

    private static Set<Position> minus(Set<Position> all, Set<Position> less) {
        Set<Position> rest = new HashSet<>(all);
        rest.removeAll(less);
        return rest;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(ExecutionException.class) // The group is not there before its first member.
                .until(condition);
    }
}
