package io.armature.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.NothingKept;
import io.armature.backbone.Transactions;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import io.armature.events.Attempt;
import io.armature.events.AttemptOutcome;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemMate;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.generation.Generation;
import io.armature.generation.PaidAnswer;
import io.armature.generation.PaidAnswers;
import io.armature.inflight.Handled;
import io.armature.models.Call;
import io.armature.models.ModelSettings;
import io.armature.models.ModelsSettings;
import io.armature.models.ProviderSettings;
import io.armature.models.Reply;
import io.armature.models.Usage;
import io.armature.retrieval.Meanings;
import io.armature.retrieval.MiniLm;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several items that one record asks for: one call, and further ones only for what it did not bring. */
class GroupsTest {
    static {
        // Loading the catalogue of topics is what makes Avro trust the generated classes.
        assertThat(Topic.ITEMS_REQUESTED.eventType()).isEqualTo(ItemRequested.class);
    }

    private static final Usage USAGE = new Usage(1_000, 10, 101);
    private static final BigDecimal COST = new BigDecimal("0.002010000000");
    private static final Blueprint NOTES = Blueprints.read(new BlueprintFiles(Map.of(
            "blueprint.yaml",
            """
            id: notes
            deadline: 5m
            input: {schema: any.json}
            skeleton: {schema: list.json, system: p.md, ask: p.md, tiers: [{model: cheap, maxTokens: 100}]}
            items: {each: parts, id: id, kind: note}
            kinds:
              note:
                schema: note.json
                system: p.md
                ask: ask.md
                tiers: [{model: cheap, tries: 2, maxTokens: 100, patience: 0s}, {model: strong, maxTokens: 100}]
                together: {most: 4, ask: all.md}
                rules: [{id: right, check: content.text == spec.id, message: "write ${spec.id}"}]
            """,
            "any.json",
            "{\"type\": \"object\"}",
            "list.json",
            """
            {"type": "object", "required": ["parts"], "properties": {"parts": {"type": "array", "items":
              {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}}}}
            """,
            "note.json",
            "{\"type\": \"object\", \"required\": [\"text\"], \"properties\": {\"text\": {\"type\": \"string\"}}}",
            "p.md",
            "Write.",
            "ask.md",
            "One: {{spec.id}}",
            "all.md",
            "{{{specs}}}")));

    /** Answers by item; the empty id stands for the group. */
    private final Map<String, List<PaidAnswer>> kept = new ConcurrentHashMap<>();

    private final Set<String> handedOn = new HashSet<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockProducer<String, SpecificRecord> topics = producer();
    private final MockProducer<String, SpecificRecord> transacted = producer();

    @Test
    void oneCallGivesEachItemAResultOfItsOwnAndTheBillsAddUpToTheCall() throws Exception {
        assertThat(handle(group(null), call -> answer("a a", "b b", "c c"))).isEqualTo(Handled.done());

        assertThat(calls).hasSize(1);
        assertThat(results().keySet()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(results().values()).allSatisfy(result -> {
            assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ACCEPTED);
            assertThat(result.getContent()).isEqualTo("{\"text\":\"" + result.getItemId() + "\"}");
            assertThat(result.getAttempts()).hasSize(1);
        });
        billsAddUp();
    }

    @Test
    void whatIsBadIsAskedForAloneWithItsFaultsAndWhatIsMissingWithout() throws Exception {
        handle(
                group(null),
                call -> isGroup(call) ? answer("a a", "b wrong") : answered("{\"text\":\"" + asked(call) + "\"}"));

        assertThat(calls).hasSize(3);
        Call again = calls.stream()
                .filter(call -> !isGroup(call) && asked(call).equals("b"))
                .findFirst()
                .orElseThrow();
        assertThat(again.messages()).hasSize(3);
        assertThat(again.messages().getLast().text()).contains("write b");
        assertThat(results().values()).allMatch(result -> result.getOutcome() == ItemOutcome.ACCEPTED);
        assertThat(results().get("a").getAttempts()).hasSize(1);
        assertThat(results().get("b").getAttempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.REJECTED, AttemptOutcome.ACCEPTED);
        assertThat(results().get("c").getAttempts()).hasSize(2);
        billsAddUp();
    }

    @Test
    void aBadAnswerInAGroupIsATryAndOneThatHasNoMoreGoesToTheNextTier() throws Exception {
        handle(group(null), call -> isGroup(call) ? answer("a a", "b wrong", "c c") : answered("{\"text\":\"no\"}"));

        assertThat(calls).hasSize(2);
        assertThat(results().keySet()).containsExactlyInAnyOrder("a", "c");
        ItemEscalated escalated =
                (ItemEscalated) transacted.history().getFirst().value();
        assertThat(escalated.getRequest().getItemId()).isEqualTo("b");
        assertThat(escalated.getRequest().getMates()).isEmpty();
        assertThat(escalated.getTier()).isEqualTo(1);
        assertThat(escalated.getAttempts()).hasSize(2);
    }

    @Test
    void anAnswerThatIsCutOffCostsNoItemATry() throws Exception {
        handle(
                group(null),
                call -> isGroup(call)
                        ? new Reply.CutOff("{\"items\": [", USAGE, Optional.empty())
                        : answered("{\"text\":\"no\"}"));

        assertThat(calls).hasSize(1 + 3 * 2);
        assertThat(results()).isEmpty();
        assertThat(transacted.history().stream().filter(record -> record.value() instanceof ItemEscalated))
                .hasSize(3);
    }

    @Test
    void aGroupThatIsTooDearIsNoReasonWhyEachOfItsItemsIs() throws Exception {
        handle(group("0.0001"), call -> answered("never"));

        assertThat(calls).isEmpty();
        assertThat(results().values()).hasSize(3).allSatisfy(result -> {
            assertThat(result.getOutcome()).isEqualTo(ItemOutcome.SKIPPED);
            assertThat(result.getReasons().getFirst().getCode()).isEqualTo("budget");
        });
    }

    @Test
    void whatAnItemsPartOfTheCallCostIsGoneFromItsMoney() throws Exception {
        // Enough for the call for all, which costs each 0.00067; what is left of 0.002 does not cover one alone.
        handle(group("0.002"), call -> answer("a a", "b wrong", "c c"));

        assertThat(calls).hasSize(1);
        assertThat(results().get("b").getOutcome()).isEqualTo(ItemOutcome.SKIPPED);
        assertThat(results().get("b").getReasons())
                .extracting(io.armature.events.Reason::getCode)
                .containsExactly("budget", "right");
        assertThat(results().get("a").getOutcome()).isEqualTo(ItemOutcome.ACCEPTED);
    }

    @Test
    void aModelThatGivesNoAnswerPassesEachItemOn() throws Exception {
        handle(group(null), call -> new Reply.RejectedByProvider(400, "no such model"));

        assertThat(calls).hasSize(1);
        assertThat(transacted.history().stream()
                        .map(ProducerRecord::value)
                        .filter(ItemEscalated.class::isInstance)
                        .map(event -> ((ItemEscalated) event).getRequest().getItemId()))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aRecordThatIsHandledAgainTakesItsAnswersAndCallsNobody() throws Exception {
        Function<Call, Reply> script =
                call -> isGroup(call) ? answer("a a", "b wrong", "c c") : answered("{\"text\":\"b\"}");
        handle(group(null), script);
        Map<String, ItemCompleted> first = results();
        assertThat(calls).hasSize(2);
        topics.clear();

        handle(group(null), call -> answered("{}"));

        assertThat(calls).hasSize(2);
        assertThat(results().keySet()).isEqualTo(first.keySet());
        results()
                .forEach((id, result) -> assertThat(result.getAttempts())
                        .isEqualTo(
                                java.util.Objects.requireNonNull(first.get(id)).getAttempts()));
    }

    @Test
    void anItemThatWasHandedOnIsNotHandedOnAgain() throws Exception {
        handedOn.add("b");

        handle(group(null), call -> answer("a a", "b wrong", "c c"));

        assertThat(calls).hasSize(1);
        assertThat(results().keySet()).containsExactlyInAnyOrder("a", "c");
        assertThat(transacted.history()).isEmpty();
    }

    private void billsAddUp() {
        List<Attempt> all = results().values().stream()
                .flatMap(result -> result.getAttempts().stream())
                .toList();
        assertThat(all.stream().mapToInt(Attempt::getPromptTokens).sum())
                .isEqualTo(calls.size() * USAGE.promptTokens());
        assertThat(all.stream().mapToInt(Attempt::getCachedTokens).sum())
                .isEqualTo(calls.size() * USAGE.cachedTokens());
        assertThat(all.stream().mapToInt(Attempt::getCompletionTokens).sum())
                .isEqualTo(calls.size() * USAGE.completionTokens());
        assertThat(all.stream().map(Attempt::getCost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(COST.multiply(BigDecimal.valueOf(calls.size())));
        assertThat(all).filteredOn(attempt -> !attempt.getShared()).hasSize(calls.size());
    }

    private Map<String, ItemCompleted> results() {
        Map<String, ItemCompleted> byItem = new ConcurrentHashMap<>();
        for (ProducerRecord<String, SpecificRecord> record : topics.history()) {
            ItemCompleted result = (ItemCompleted) record.value();
            assertThat(byItem.put(result.getItemId(), result)).isNull();
        }
        return byItem;
    }

    private static boolean isGroup(Call call) {
        return call.output().orElseThrow().name().endsWith("--together");
    }

    private static String asked(Call call) {
        return call.messages().getFirst().text().substring("One: ".length()).replace("\"", "");
    }

    /** An entry for each, as {@code id text}. */
    private static Reply answer(String... entries) {
        List<String> items = new ArrayList<>();
        for (String entry : entries) {
            String[] parts = entry.split(" ");
            items.add("{\"for\":\"" + parts[0] + "\",\"content\":{\"text\":\"" + parts[1] + "\"}}");
        }
        return answered("{\"items\":[" + String.join(",", items) + "]}");
    }

    private static Reply answered(String text) {
        return new Reply.Answered(text, USAGE, Optional.of("req"));
    }

    private static ItemRequested group(@Nullable String maxCost) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return ItemRequested.newBuilder()
                .setJobId("job-1")
                .setPlanningId("planning-1")
                .setItemId("a")
                .setKind("note")
                .setBlueprint(NOTES.id())
                .setBlueprintVersion(NOTES.version())
                .setSpec("{\"id\":\"a\"}")
                .setInput("{}")
                .setHeader("{}")
                .setMates(List.of(new ItemMate("b", "{\"id\":\"b\"}", null), new ItemMate("c", "{\"id\":\"c\"}", null)))
                .setMaxCost(maxCost == null ? null : new BigDecimal(maxCost).setScale(12))
                .setRequestedAt(now)
                .setDeadline(now.plus(10, ChronoUnit.MINUTES))
                .build();
    }

    private Handled handle(ItemRequested group, Function<Call, Reply> script) throws InterruptedException {
        ItemMetrics metrics = new ItemMetrics(meters);
        Clock clock = Clock.systemUTC();
        ItemDoor door = new ItemDoor(
                (id, version) -> Optional.of(NOTES),
                Generation.by(
                        call -> {
                            calls.add(call);
                            return script.apply(call);
                        },
                        settings()),
                new Meanings(new MiniLm()),
                new ItemOutbox(
                        new EventPublisher(topics),
                        new Transactions("escalations", 1, id -> transacted, meters),
                        jobId -> false,
                        metrics,
                        clock),
                jobId -> false,
                metrics,
                clock);
        return door.onRequested(new ConsumerRecord<>("items.requested", 0, 0, "job-1/a", group), new InMemory());
    }

    private static ModelsSettings settings() {
        ModelSettings model =
                new ModelSettings("p", "m", BigDecimal.ONE, null, BigDecimal.TEN, 100_000, 1_000, true, null, null);
        return new ModelsSettings(
                Map.of("p", new ProviderSettings(ProviderSettings.Kind.OPENAI, URI.create("http://h/v1"), null)),
                Map.of("cheap", model, "strong", model));
    }

    private static MockProducer<String, SpecificRecord> producer() {
        MockProducer<String, SpecificRecord> producer =
                new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]);
        producer.initTransactions();
        return producer;
    }

    private final class InMemory extends NothingKept {
        @Override
        public PaidAnswers of(ConsumerRecord<?, ?> record, String jobId, String itemId) {
            List<PaidAnswer> answers = kept.computeIfAbsent(itemId, id -> new CopyOnWriteArrayList<>());
            return new PaidAnswers() {
                @Override
                public List<PaidAnswer> earlier() {
                    return List.copyOf(answers);
                }

                @Override
                public void keep(PaidAnswer answer) {
                    answers.add(answer);
                }
            };
        }

        @Override
        public boolean isFinished(ConsumerRecord<?, ?> record, String jobId, String itemId) {
            return handedOn.contains(itemId);
        }
    }
}
