package io.armature.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.NothingKept;
import io.armature.backbone.Transactions;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemMate;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.generation.Generation;
import io.armature.models.LanguageModels;
import io.armature.models.ModelSettings;
import io.armature.models.ModelsSettings;
import io.armature.models.ProviderSettings;
import io.armature.retrieval.Meanings;
import io.armature.retrieval.MiniLm;
import io.armature.simulator.Faults;
import io.armature.simulator.Simulator;
import io.armature.simulator.SimulatorSettings;
import io.armature.simulator.Stats;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Items over HTTP to the simulator, without a broker; bills are held against its count. */
class SimulatedItemsTest {
    private static final Path BLUEPRINTS = Path.of("..", "system-tests", "src", "test", "blueprints");

    static {
        // Loading the catalogue of topics is what makes Avro trust the generated classes.
        assertThat(Topic.ITEMS_REQUESTED.eventType()).isEqualTo(ItemRequested.class);
    }

    private final MockProducer<String, SpecificRecord> topics = producer();
    private final MockProducer<String, SpecificRecord> transacted = producer();

    @Test
    void fourItemsAreOneCallAndTheBadOneOfThemGoesOnAlone() throws Exception {
        try (Simulator simulator = simulator(Faults.NONE.withPoison("item-2"))) {
            handle(simulator, "bundle", request("bundle", "part", 4));

            assertThat(calls(simulator)).isEqualTo(Map.of("bundle--part--together", 1L, "bundle--part", 1L));
            assertThat(results())
                    .hasSize(3)
                    .allMatch(result -> result.getOutcome() == ItemOutcome.ACCEPTED)
                    .extracting(ItemCompleted::getItemId)
                    .containsExactlyInAnyOrder("item-1", "item-3", "item-4");
            assertThat(escalations())
                    .singleElement()
                    .satisfies(escalated ->
                            assertThat(escalated.getRequest().getItemId()).isEqualTo("item-2"));
            billsAreTheProvidersCount(simulator);
        }
    }

    @Test
    void anItemThatStaysCutOffIsWrittenInTwoHalvesAndIsWhole() throws Exception {
        try (Simulator simulator = simulator(Faults.NONE)) {
            handle(simulator, "tome", request("tome", "chapter", 1));

            assertThat(calls(simulator))
                    .isEqualTo(Map.of("tome--chapter", 2L, "tome--chapter--outline", 1L, "tome--chapter--half", 2L));
            assertThat(results()).singleElement().satisfies(result -> {
                assertThat(result.getOutcome()).as("%s", result.getReasons()).isEqualTo(ItemOutcome.ACCEPTED);
                assertThat(JsonMapper.shared().readTree(result.getContent()).path("lines"))
                        .hasSize(6);
            });
            billsAreTheProvidersCount(simulator);
        }
    }

    private void handle(Simulator simulator, String blueprint, ItemRequested request) throws Exception {
        Blueprint read = blueprint(blueprint);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ModelSettings model =
                new ModelSettings("p", "m", BigDecimal.ONE, null, BigDecimal.TEN, 100_000, 8_000, true, null, null);
        ModelsSettings settings = new ModelsSettings(
                Map.of(
                        "p",
                        new ProviderSettings(ProviderSettings.Kind.OPENAI, URI.create(simulator.baseUrl()), "no-key")),
                Map.of("cheap", model, "strong", model));
        ItemMetrics metrics = new ItemMetrics(meters);
        Clock clock = Clock.systemUTC();
        new ItemDoor(
                        (id, version) -> Optional.of(read),
                        Generation.by(LanguageModels.of(settings, meters), settings),
                        new Meanings(new MiniLm()),
                        new ItemOutbox(
                                new EventPublisher(topics),
                                new Transactions("escalations", 1, id -> transacted, meters),
                                jobId -> false,
                                metrics,
                                clock),
                        jobId -> false,
                        metrics,
                        clock)
                .onRequested(new ConsumerRecord<>("items.requested", 0, 0, "job-1/item-1", request), new NothingKept());
    }

    private static Simulator simulator(Faults faults) throws Exception {
        return Simulator.start(new SimulatorSettings(0, 7, Map.of("*", faults)));
    }

    private static Blueprint blueprint(String id) throws Exception {
        return Blueprints.read(Blueprints.files(BLUEPRINTS.resolve(id)));
    }

    /** Of so many items, the first with the others as its mates. */
    private static ItemRequested request(String blueprint, String kind, int items) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return ItemRequested.newBuilder()
                .setJobId("job-1")
                .setPlanningId("planning-1")
                .setItemId("item-1")
                .setKind(kind)
                .setBlueprint(blueprint)
                .setBlueprintVersion(blueprint(blueprint).version())
                .setSpec("{\"id\":\"item-1\"}")
                .setInput("{\"items\":6}")
                .setHeader("{\"title\":\"A title\"}")
                .setMates(IntStream.rangeClosed(2, items)
                        .mapToObj(i -> new ItemMate("item-" + i, "{\"id\":\"item-" + i + "\"}", null))
                        .toList())
                .setRequestedAt(now)
                .setDeadline(now.plus(10, ChronoUnit.MINUTES))
                .build();
    }

    private static Map<String, Long> calls(Simulator simulator) {
        Map<String, Long> calls = new HashMap<>();
        simulator.stats().calls().forEach(call -> calls.merge(call.schemaName(), 1L, Long::sum));
        return calls;
    }

    private void billsAreTheProvidersCount(Simulator simulator) {
        Stats.OfModel counted = simulator.stats().total();
        List<Attempt> attempts = Stream.concat(
                        results().stream().flatMap(result -> result.getAttempts().stream()),
                        escalations().stream().flatMap(escalated -> escalated.getAttempts().stream()))
                .toList();
        assertThat(attempts.stream().mapToLong(Attempt::getPromptTokens).sum()).isEqualTo(counted.promptTokens());
        assertThat(attempts.stream().mapToLong(Attempt::getCompletionTokens).sum())
                .isEqualTo(counted.completionTokens());
        assertThat(attempts.stream().filter(attempt -> !attempt.getShared()).count())
                .isEqualTo(counted.answered());
    }

    private List<ItemCompleted> results() {
        return topics.history().stream()
                .map(ProducerRecord::value)
                .map(ItemCompleted.class::cast)
                .toList();
    }

    private List<ItemEscalated> escalations() {
        return transacted.history().stream()
                .map(ProducerRecord::value)
                .filter(ItemEscalated.class::isInstance)
                .map(ItemEscalated.class::cast)
                .toList();
    }

    private static MockProducer<String, SpecificRecord> producer() {
        MockProducer<String, SpecificRecord> producer =
                new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]);
        producer.initTransactions();
        return producer;
    }
}
