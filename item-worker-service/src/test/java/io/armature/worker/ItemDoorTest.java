package io.armature.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.NothingKept;
import io.armature.backbone.Transactions;
import io.armature.backbone.answers.KeptAnswers;
import io.armature.blueprints.Reason;
import io.armature.events.AnswerKind;
import io.armature.events.AnswerRecorded;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.generation.Assignment;
import io.armature.generation.Attempt;
import io.armature.generation.Generation;
import io.armature.generation.TierResult;
import io.armature.inflight.Handled;
import io.armature.models.UnknownModelException;
import io.armature.models.Usage;
import io.armature.retrieval.Meanings;
import io.armature.retrieval.MiniLm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ItemDoorTest {
    private static final JsonNode MEAL = JsonMapper.shared().readTree("{\"meal_id\":\"m1\"}");
    private static final Reason BROKEN = new Reason("totals", "/totals", "the totals do not add up");

    private static final KeptAnswers NOTHING_KEPT = new NothingKept();

    private final ItemRequested item = Items.meal("job-1", "m1", "0.05");
    private final List<Assignment> asked = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private final Deque<RuntimeException> brokerFailures = new ArrayDeque<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private boolean published = true;
    private Clock clock = Clock.systemUTC();

    private final MockProducer<String, SpecificRecord> transacted = transactional();

    private final MockProducer<String, SpecificRecord> topics =
            new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<String, SpecificRecord> record, Callback callback) {
                    RuntimeException failure = brokerFailures.poll();
                    return failure == null ? super.send(record, callback) : CompletableFuture.failedFuture(failure);
                }
            };

    @Test
    void anAcceptedItemIsPublishedWithItsContentAndItsBillBeforeItIsAcknowledged() throws Exception {
        Handled handled = requested(new TierResult.Accepted(MEAL, List.of(attempt("0.002"))));

        assertThat(handled).isEqualTo(Handled.done());
        ProducerRecord<String, SpecificRecord> record = topics.history().getFirst();
        assertThat(record.topic()).isEqualTo("items.results");
        assertThat(record.key()).isEqualTo("job-1");
        ItemCompleted completed = (ItemCompleted) record.value();
        assertThat(completed.getOutcome()).isEqualTo(ItemOutcome.ACCEPTED);
        assertThat(completed.getContent()).isEqualTo("{\"meal_id\":\"m1\"}");
        assertThat(completed.getPlanningId()).isEqualTo("planning-1");
        assertThat(completed.getAttempts()).hasSize(1);
        assertThat(record.headers().lastHeader("tenant").value()).isEqualTo("acme".getBytes());
        assertThat(meters.get("armature.items")
                        .tag("outcome", "accepted")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anItemThatFailsOnTheCheapModelGoesToTheFallbackTopic() throws Exception {
        requested(new TierResult.Exhausted(List.of(BROKEN), Optional.of("{bad}"), List.of(attempt("0.002"))));

        ProducerRecord<String, SpecificRecord> record = transacted.history().getFirst();
        assertThat(record.topic()).isEqualTo("items.fallback");
        assertThat(record.key()).isEqualTo("job-1/m1");
        ItemEscalated escalated = (ItemEscalated) record.value();
        assertThat(escalated.getTier()).isEqualTo(1);
        assertThat(escalated.getRequest()).isEqualTo(item);
        assertThat(escalated.getLastAnswer()).isEqualTo("{bad}");
        assertThat(escalated.getReasons().getFirst().getCode()).isEqualTo("totals");
        assertThat(escalated.getAttempts()).hasSize(1);
    }

    @Test
    void anEscalationIsPublishedTogetherWithTheNoteThatItWas() throws Exception {
        requested(new TierResult.Exhausted(List.of(BROKEN), Optional.of("{bad}"), List.of(attempt("0.002"))));

        assertThat(transacted.history()).hasSize(2);
        AnswerRecorded note = (AnswerRecorded) transacted.history().getLast().value();
        assertThat(note.getKind()).isEqualTo(AnswerKind.FINISHED);
        assertThat(transacted.transactionCommitted()).isTrue();
    }

    @Test
    void anItemThatWasEscalatedBeforeIsNotEscalatedAgain() throws Exception {
        KeptAnswers escalatedBefore = new NothingKept() {
            @Override
            public boolean isFinished(ConsumerRecord<?, ?> record, String jobId, String itemId) {
                return true;
            }
        };

        assertThat(door(assignment -> new TierResult.Accepted(MEAL, List.of()))
                        .onRequested(record(item), escalatedBefore))
                .isEqualTo(Handled.done());

        assertThat(asked).isEmpty();
        assertThat(transacted.history()).isEmpty();
    }

    @Test
    void theFallbackLaneHasTheMoneyThatIsLeftAndTellsTheModelWhatWasWrongWithoutTheAnswer() throws Exception {
        requested(new TierResult.Exhausted(List.of(BROKEN), Optional.of("{bad}"), List.of(attempt("0.002"))));
        ItemEscalated escalated =
                (ItemEscalated) transacted.history().getFirst().value();

        escalated(escalated, new TierResult.Accepted(MEAL, List.of(attempt("0.01"))));

        Assignment second = asked.get(1);
        assertThat(second.tier()).isEqualTo(1);
        assertThat(second.moneyLeft())
                .hasValueSatisfying(left -> assertThat(left).isEqualByComparingTo("0.048"));
        assertThat(second.before()).hasValueSatisfying(bad -> {
            assertThat(bad.shown()).isEmpty();
            assertThat(bad.reasons()).containsExactly(BROKEN);
        });
        ItemCompleted completed = (ItemCompleted) topics.history().getFirst().value();
        assertThat(completed.getTier()).isEqualTo(1);
        assertThat(completed.getAttempts()).hasSize(2);
    }

    @Test
    void anItemThatFailsOnTheLastTierHasFailedWithItsReasons() throws Exception {
        ItemEscalated escalated = escalation(1);

        escalated(escalated, new TierResult.Exhausted(List.of(BROKEN), Optional.empty(), List.of()));

        ItemCompleted completed = (ItemCompleted) topics.history().getFirst().value();
        assertThat(completed.getOutcome()).isEqualTo(ItemOutcome.FAILED);
        assertThat(completed.getReasons().getFirst().getMessage()).isEqualTo(BROKEN.message());
    }

    @Test
    void anItemOfAPlanThatHasEndedIsAcknowledgedWithoutACall() throws Exception {
        ended.add("job-1");

        assertThat(requested(new TierResult.Accepted(MEAL, List.of()))).isEqualTo(Handled.done());

        assertThat(asked).isEmpty();
        assertThat(topics.history()).isEmpty();
    }

    @Test
    void anItemWaitsForItsBlueprintUntilItsDeadline() throws Exception {
        published = false;

        assertThat(requested(new TierResult.Accepted(MEAL, List.of()))).isInstanceOf(Handled.Again.class);
        assertThat(topics.history()).isEmpty();

        clock = Clock.offset(clock, Duration.ofHours(1));
        assertThat(requested(new TierResult.Accepted(MEAL, List.of()))).isEqualTo(Handled.done());
        ItemCompleted completed = (ItemCompleted) topics.history().getFirst().value();
        assertThat(completed.getOutcome()).isEqualTo(ItemOutcome.SKIPPED);
        assertThat(completed.getReasons().getFirst().getMessage()).contains("meal-day@", "was not published");
    }

    @Test
    void whatWasPaidForIsPublishedOnceTheBrokerIsBackAndNotGeneratedAgain() throws Exception {
        brokerFailures.add(new TimeoutException("the broker is away"));
        brokerFailures.add(new TimeoutException("the broker is away"));

        assertThat(requested(new TierResult.Accepted(MEAL, List.of()))).isEqualTo(Handled.done());

        assertThat(asked).hasSize(1);
        assertThat(topics.history()).hasSize(1);
    }

    @Test
    void contentThatIsTooLargeForTheTopicFailsTheItemAndKeepsTheBill() throws Exception {
        brokerFailures.add(new RecordTooLargeException("9 MiB"));

        requested(new TierResult.Accepted(MEAL, List.of(attempt("0.002"))));

        ItemCompleted completed = (ItemCompleted) topics.history().getFirst().value();
        assertThat(completed.getOutcome()).isEqualTo(ItemOutcome.FAILED);
        assertThat(completed.getContent()).isNull();
        assertThat(completed.getReasons().getFirst().getCode()).isEqualTo("too-large");
        assertThat(completed.getAttempts()).hasSize(1);
    }

    @Test
    void anEscalationThatIsTooLargeGoesWithoutTheLastAnswer() throws Exception {
        brokerFailures.add(new RecordTooLargeException("9 MiB"));

        requested(new TierResult.Exhausted(List.of(BROKEN), Optional.of("{bad}"), List.of()));

        ItemEscalated escalated =
                (ItemEscalated) transacted.history().getFirst().value();
        assertThat(escalated.getLastAnswer()).isNull();
    }

    @Test
    void anItemThatMakesNoSenseFailsWithAReasonAndIsNotTriedForEver() throws Exception {
        ItemRequested unknownKind =
                ItemRequested.newBuilder(item).setKind("snack").build();
        ItemRequested noJson =
                ItemRequested.newBuilder(item).setSpec("not json").build();
        door(assignment -> new TierResult.Accepted(MEAL, List.of())).onRequested(record(unknownKind), NOTHING_KEPT);
        door(assignment -> new TierResult.Accepted(MEAL, List.of())).onRequested(record(noJson), NOTHING_KEPT);
        escalated(escalation(7), new TierResult.Accepted(MEAL, List.of()));

        assertThat(asked).isEmpty();
        assertThat(topics.history()).hasSize(3).allSatisfy(record -> {
            ItemCompleted completed = (ItemCompleted) record.value();
            assertThat(completed.getOutcome()).isEqualTo(ItemOutcome.FAILED);
            assertThat(completed.getReasons().getFirst().getCode()).isEqualTo("unreadable");
        });
    }

    @Test
    void aRecordWithoutAValueIsPoison() throws Exception {
        assertThat(door(a -> null).onRequested(new ConsumerRecord<>("items.requested", 0, 0, "k", null), NOTHING_KEPT))
                .isInstanceOf(Handled.Poison.class);
        assertThat(door(a -> null).onEscalated(new ConsumerRecord<>("items.fallback", 0, 0, "k", null), NOTHING_KEPT))
                .isInstanceOf(Handled.Poison.class);
    }

    @Test
    void aModelThatTheCatalogueLacksIsPassedOver() throws Exception {
        door(assignment -> {
                    throw new UnknownModelException("cheap", List.of("strong"));
                })
                .onRequested(record(item), NOTHING_KEPT);

        ItemEscalated escalated =
                (ItemEscalated) transacted.history().getFirst().value();
        assertThat(escalated.getReasons().getFirst().getMessage()).contains("no model 'cheap'");
    }

    @Test
    void aFaultOfTheSoftwareFailsTheItemOnceAndCostsNoFurtherCalls() throws Exception {
        Handled handled = door(assignment -> {
                    throw new IllegalStateException("a bug");
                })
                .onRequested(record(item), NOTHING_KEPT);

        assertThat(handled).isEqualTo(Handled.done());
        ItemCompleted completed = (ItemCompleted) topics.history().getFirst().value();
        assertThat(completed.getReasons().getFirst().getCode()).isEqualTo("internal");
    }

    @Test
    void anInterruptedItemIsNotAcknowledgedAndNothingIsPublished() {
        assertThatThrownBy(() -> door(assignment -> {
                            throw new InterruptedException();
                        })
                        .onRequested(record(item), NOTHING_KEPT))
                .isInstanceOf(InterruptedException.class);
        assertThat(topics.history()).isEmpty();
    }

    private Handled requested(TierResult result) throws Exception {
        return door(assignment -> result).onRequested(record(item), NOTHING_KEPT);
    }

    private void escalated(ItemEscalated escalated, TierResult result) throws Exception {
        door(assignment -> result)
                .onEscalated(new ConsumerRecord<>("items.fallback", 0, 0, "job-1/m1", escalated), NOTHING_KEPT);
    }

    private ItemEscalated escalation(int tier) {
        return ItemEscalated.newBuilder()
                .setRequest(item)
                .setTier(tier)
                .setReasons(List.of())
                .setAttempts(List.of())
                .setEscalatedAt(Instant.EPOCH)
                .build();
    }

    private MockProducer<String, SpecificRecord> transactional() {
        MockProducer<String, SpecificRecord> producer =
                new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]) {
                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<String, SpecificRecord> record) {
                        RuntimeException failure = brokerFailures.poll();
                        if (failure != null) {
                            throw failure;
                        }
                        return super.send(record);
                    }
                };
        producer.initTransactions();
        return producer;
    }

    private ItemDoor door(Generation generation) {
        ItemMetrics metrics = new ItemMetrics(meters);
        return new ItemDoor(
                (id, version) -> published ? Optional.of(Items.MEAL_DAY) : Optional.empty(),
                assignment -> {
                    asked.add(assignment);
                    return generation.onTier(assignment);
                },
                new Meanings(new MiniLm()),
                new ItemOutbox(
                        new EventPublisher(topics),
                        new Transactions("escalations", 1, id -> transacted, meters),
                        ended::contains,
                        metrics,
                        clock),
                ended::contains,
                metrics,
                clock);
    }

    private static ConsumerRecord<String, ItemRequested> record(ItemRequested item) {
        return new ConsumerRecord<>("items.requested", 0, 0, item.getJobId() + "/" + item.getItemId(), item);
    }

    private static Attempt attempt(String cost) {
        return new Attempt(
                "attempt-" + cost,
                0,
                "cheap",
                Attempt.Outcome.REJECTED,
                List.of(BROKEN),
                new Usage(100, 0, 50),
                new BigDecimal(cost).setScale(12),
                Instant.EPOCH,
                Duration.ofMillis(5),
                "hash",
                Optional.empty(),
                false);
    }
}
