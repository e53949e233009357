package io.armature.planner.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.NothingKept;
import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.Transactions;
import io.armature.blueprints.Blueprint;
import io.armature.events.AnswerRecorded;
import io.armature.events.ItemRequested;
import io.armature.events.Mode;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import io.armature.generation.Generation;
import io.armature.generation.TierResult;
import io.armature.inflight.Handled;
import io.armature.models.UnknownModelException;
import io.armature.planner.Served;
import io.armature.planner.intake.PlainAvro;
import io.armature.planner.intake.Requests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class PlanningDoorTest {
    private static final Blueprint MEAL_DAY = Served.builtIn().find("meal-day").orElseThrow();
    private static final JsonNode SKELETON = JsonMapper.shared()
            .readTree("{\"meal_structure\": [{\"meal_id\": \"breakfast\"}, {\"meal_id\": \"lunch\"}]}");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<MockProducer<String, SpecificRecord>> producers = new ArrayList<>();
    private final Queue<KafkaException> commitFailures = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final PublishedBlueprints blueprints = new PublishedBlueprints(new HashMap<>(
            Map.of("value.deserializer", PlainAvro.class.getName(), "value.serializer", PlainAvro.class.getName())));

    @BeforeEach
    void theBlueprintIsPublished() throws InterruptedException {
        try (EventPublisher publisher = new EventPublisher(producer())) {
            blueprints.publishMissing(List.of(MEAL_DAY), publisher, "test", Clock.systemUTC());
        }
    }

    @Test
    void aSkeletonIsPublishedWithItsItemsAndMeasured() throws InterruptedException {
        assertThat(handle(writing(), plan(MEAL_DAY.version(), Instant.now().plusSeconds(60))))
                .isEqualTo(Handled.done());

        assertThat(published())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        SkeletonCreated.class.getSimpleName(),
                        ItemRequested.class.getSimpleName(),
                        ItemRequested.class.getSimpleName());
        assertThat(meters.timer("armature.planning", "blueprint", "meal-day", "outcome", "planned")
                        .count())
                .isEqualTo(1);
        assertThat(meters.summary("armature.plan.items", "blueprint", "meal-day")
                        .totalAmount())
                .isEqualTo(2);
    }

    @Test
    void aDocumentOfASingleCallIsPublishedWholeAndWithoutItems() throws InterruptedException {
        PlanAccepted plan = PlanAccepted.newBuilder(
                        plan(MEAL_DAY.version(), Instant.now().plusSeconds(60)))
                .setMode(Mode.SINGLE_CALL)
                .build();
        assertThat(handle(writing(), plan)).isEqualTo(Handled.done());

        assertThat(published()).singleElement().isInstanceOfSatisfying(SkeletonCreated.class, written -> {
            assertThat(written.getItems()).isEmpty();
            assertThat(written.getDocument()).isEqualTo(SKELETON.toString());
        });
    }

    @Test
    void itemsAreAskedForOnTheModelAndAtThePaceThatThePlanAsksFor() throws InterruptedException {
        handle(
                writing(),
                PlanAccepted.newBuilder(plan(MEAL_DAY.version(), Instant.now().plusSeconds(60)))
                        .setModel("strong")
                        .setFast(true)
                        .setRetry(true)
                        .build());

        assertThat(published())
                .filteredOn(ItemRequested.class::isInstance)
                .hasSize(2)
                .allSatisfy(event -> {
                    assertThat(((ItemRequested) event).getModel()).isEqualTo("strong");
                    assertThat(((ItemRequested) event).getFast()).isTrue();
                    assertThat(((ItemRequested) event).getRetry()).isTrue();
                });
    }

    @Test
    void aSkeletonThatCannotBePublishedNowIsPublishedLaterAndNotWrittenAgain() throws InterruptedException {
        handle(writing(), plan(MEAL_DAY.version(), Instant.now().plusSeconds(60)), new KafkaException("away"));

        assertThat(published()).hasSize(3);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aSkeletonThatNeverFitsARecordEndsThePlan() throws InterruptedException {
        handle(
                writing(),
                plan(MEAL_DAY.version(), Instant.now().plusSeconds(60)),
                new KafkaException("aborted", new RecordTooLargeException("9 MiB")));

        assertThat(published())
                .singleElement()
                .isInstanceOfSatisfying(
                        PlanAborted.class,
                        aborted -> assertThat(aborted.getReasons())
                                .extracting(io.armature.events.Reason::getCode)
                                .containsExactly("too-large"));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aBlueprintThatNamesAnUnknownModelEndsThePlanWithTheKnownOnes() throws InterruptedException {
        Generation unknown = assignment -> {
            throw new UnknownModelException("gpt-0", List.of("cheap", "strong"));
        };
        handle(unknown, plan(MEAL_DAY.version(), Instant.now().plusSeconds(60)));

        assertThat(published())
                .singleElement()
                .isInstanceOfSatisfying(
                        PlanAborted.class,
                        aborted -> assertThat(aborted.getReasons().getFirst().getMessage())
                                .contains("gpt-0", "cheap", "strong"));
    }

    @Test
    void aVersionThatIsNotThereYetIsWaitedForToTheDeadline() throws InterruptedException {
        assertThat(handle(writing(), plan("later", Instant.now().plusSeconds(60))))
                .isInstanceOf(Handled.Again.class);
        assertThat(producers)
                .allSatisfy(producer -> assertThat(producer.history()).isEmpty());

        assertThat(handle(writing(), plan("later", Instant.now().minusSeconds(1))))
                .isEqualTo(Handled.done());
        assertThat(published()).singleElement().isInstanceOf(PlanAborted.class);
        assertThat(calls).hasValue(0);
    }

    private Generation writing() {
        return assignment -> {
            calls.incrementAndGet();
            return new TierResult.Accepted(SKELETON, List.of());
        };
    }

    private Handled handle(Generation generation, PlanAccepted plan, KafkaException... failures)
            throws InterruptedException {
        producers.clear();
        Transactions transactions = new Transactions("armature.planning", 4, id -> producer(), meters);
        commitFailures.addAll(List.of(failures));
        PlanningDoor door = new PlanningDoor(
                new Planning(generation, new RecentSkeletons()),
                (blueprint, input, header, items) -> Map.of(),
                blueprints,
                new NothingKept(),
                transactions,
                new PlanningMetrics(meters),
                new SkeletonBounds(100, 1_000_000));
        return door.onAccepted(new ConsumerRecord<>("plan.accepted", 0, 0, plan.getJobId(), plan));
    }

    private List<SpecificRecord> published() {
        return producers.stream()
                .flatMap(producer -> producer.history().stream())
                .map(ProducerRecord::value)
                .filter(event -> !(event instanceof AnswerRecorded))
                .toList();
    }

    private MockProducer<String, SpecificRecord> producer() {
        MockProducer<String, SpecificRecord> producer =
                new MockProducer<>(true, null, new StringSerializer(), new PlainAvro()) {
                    @Override
                    public void commitTransaction() {
                        KafkaException failure = commitFailures.poll();
                        if (failure != null) {
                            throw failure;
                        }
                        super.commitTransaction();
                    }
                };
        producer.initTransactions();
        producers.add(producer);
        return producer;
    }

    private static PlanAccepted plan(String version, Instant deadline) {
        return PlanAccepted.newBuilder()
                .setJobId("job-1")
                .setBlueprint("meal-day")
                .setBlueprintVersion(version)
                .setInput(Requests.INPUT)
                .setRequestedAt(Instant.EPOCH)
                .setAcceptedAt(Instant.EPOCH)
                .setDeadline(deadline.truncatedTo(java.time.temporal.ChronoUnit.MILLIS))
                .build();
    }
}
