package io.armature.planner.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.EventSerdes;
import io.armature.events.Mode;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanRequested;
import io.armature.planner.KnownModels;
import io.armature.planner.Served;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTopologyTest {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    /** The driver puts every record on partition 0. */
    private static final int PARTITIONS = 12;

    private static final String AT_HOME = "job-%d".formatted(home(true));
    private static final String STRAY = "job-%d".formatted(home(false));
    private static final Duration REMEMBER = Duration.ofDays(7);

    @TempDir
    private Path state;

    private final PlainAvro avro = new PlainAvro();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> requests;
    private TestOutputTopic<String, SpecificRecord> accepted;
    private TestOutputTopic<String, SpecificRecord> aborted;
    private TestOutputTopic<String, byte[]> dead;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        String serde = PlainAvro.class.getName();
        driver = new TopologyTestDriver(
                IntakeTopology.build(
                        new EventSerdes(Map.of("value.serializer", serde, "value.deserializer", serde)),
                        new RequestCheck(Served.builtIn(), new KnownModels(Set.of("cheap", "strong"))),
                        new Routing(Map.of("meal-day", 0.25)),
                        new IntakeMetrics(meters),
                        REMEMBER,
                        new Placement(PARTITIONS)),
                properties,
                START);
        requests = driver.createInputTopic(
                Topic.PLAN_REQUESTS.topicName(),
                new StringSerializer(),
                new ByteArraySerializer(),
                START,
                Duration.ZERO);
        accepted = driver.createOutputTopic(Topic.PLAN_ACCEPTED.topicName(), new StringDeserializer(), avro);
        aborted = driver.createOutputTopic(Topic.PLAN_ABORTED.topicName(), new StringDeserializer(), avro);
        dead = driver.createOutputTopic(
                Topic.PLAN_REQUESTS.deadLetterTopicName(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aGoodRequestIsAcceptedOnItsBlueprintsVersionWithADeadline() {
        send("job-1", request("job-1", Requests.INPUT));
        TestRecord<String, SpecificRecord> out = accepted.readRecord();
        assertThat(out.key()).isEqualTo("job-1");
        PlanAccepted plan = (PlanAccepted) out.value();
        var blueprint = Served.builtIn().find("meal-day").orElseThrow();
        assertThat(plan.getBlueprintVersion()).isEqualTo(blueprint.version());
        assertThat(plan.getDeadline()).isEqualTo(plan.getAcceptedAt().plus(blueprint.deadline()));
        assertThat(new String(out.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .isEqualTo(PlanAccepted.class.getName());
        assertThat(aborted.isEmpty()).isTrue();
    }

    @Test
    void aRequestIsAcceptedInTheModeOnTheModelAndAtThePaceThatItAsksFor() {
        send(
                AT_HOME,
                PlanRequested.newBuilder(request(AT_HOME, Requests.INPUT))
                        .setMode(Mode.SINGLE_CALL)
                        .setModel("strong")
                        .setFast(true)
                        .setRetry(true)
                        .build());
        PlanAccepted plan = (PlanAccepted) accepted.readValue();
        assertThat(plan.getMode()).isEqualTo(Mode.SINGLE_CALL);
        assertThat(plan.getModel()).isEqualTo("strong");
        assertThat(plan.getFast()).isTrue();
        assertThat(plan.getRetry()).isTrue();
    }

    @Test
    void ofRequestsWithoutAModeTheSetShareGoesToASingleCallAndTheSameJobsEachTime() {
        for (int i = 0; i < 400; i++) {
            send(null, request("share-" + i, Requests.INPUT));
        }
        assertThat(routed("single_call") + routed("two_phase")).isEqualTo(400);
        assertThat(routed("single_call")).isBetween(60.0, 140.0);
        Map<String, Mode> first = modes();
        driver.advanceWallClockTime(REMEMBER.plusMillis(1));
        first.keySet().forEach(jobId -> send(null, request(jobId, Requests.INPUT)));
        assertThat(modes()).isEqualTo(first);
    }

    @Test
    void aRequestThatAsksForTwoPhasesIsNotRoutedElsewhere() {
        for (int i = 0; i < 40; i++) {
            send(
                    null,
                    PlanRequested.newBuilder(request("share-" + i, Requests.INPUT))
                            .setMode(Mode.TWO_PHASE)
                            .build());
        }
        assertThat(modes())
                .hasSize(40)
                .allSatisfy((job, mode) -> assertThat(mode).isEqualTo(Mode.TWO_PHASE));
    }

    private Map<String, Mode> modes() {
        return accepted.readKeyValuesToList().stream()
                .collect(Collectors.toMap(plan -> plan.key, plan -> ((PlanAccepted) plan.value).getMode()));
    }

    private double routed(String mode) {
        return meters.counter("armature.requests.routed", "blueprint", "meal-day", "mode", mode)
                .count();
    }

    @Test
    void theSameJobAgainIsDroppedAndCounted() {
        send("job-1", request("job-1", Requests.INPUT));
        send("job-1", request("job-1", Requests.INPUT));
        assertThat(accepted.readKeyValuesToList()).hasSize(1);
        assertThat(aborted.isEmpty()).isTrue();
        assertThat(count("duplicate")).isEqualTo(1);
    }

    @Test
    void aJobIsForgottenAfterTheTimeThatItIsRemembered() {
        send("job-1", request("job-1", Requests.INPUT));
        driver.advanceWallClockTime(REMEMBER.plusMillis(1));
        send("job-1", request("job-1", Requests.INPUT));
        assertThat(accepted.readKeyValuesToList()).hasSize(2);
    }

    @Test
    void aBadRequestEndsAtOnceWithEveryReason() {
        send("job-1", request("job-1", "{}"));
        assertThat(((PlanAborted) aborted.readValue()).getReasons())
                .isNotEmpty()
                .allMatch(reason -> reason.getPointer().startsWith("/input"));
        assertThat(accepted.isEmpty()).isTrue();
    }

    @Test
    void theKeyDoesNotMatterOnlyTheJobId() {
        send("other", request(AT_HOME, Requests.INPUT));
        send(null, request(AT_HOME, Requests.INPUT));
        assertThat(accepted.readKeyValuesToList())
                .singleElement()
                .extracting(accepted -> accepted.key)
                .isEqualTo(AT_HOME);
    }

    @Test
    void aRequestOnAPartitionThatIsNotItsJobsIsMovedThereOnceAndThenAccepted() {
        send(null, request(STRAY, Requests.INPUT));
        send("other", request(STRAY, Requests.INPUT));
        assertThat(accepted.readKeyValuesToList())
                .singleElement()
                .extracting(accepted -> accepted.key)
                .isEqualTo(STRAY);
        assertThat(count("moved")).isEqualTo(2);
        assertThat(count("duplicate")).isEqualTo(1);
    }

    @Test
    void theSameJobWithAnotherRequestIsDroppedAndCountedApart() {
        send(AT_HOME, request(AT_HOME, Requests.INPUT));
        send(AT_HOME, request(AT_HOME, Requests.INPUT.replace("Mira", "Mara")));
        assertThat(accepted.readKeyValuesToList()).hasSize(1);
        assertThat(count("conflict")).isEqualTo(1);
    }

    @Test
    void aJobIdThatIsTooLongForAnAnswerGoesToTheDeadLetters() {
        send(null, request("j".repeat(129), Requests.INPUT));
        assertThat(header(dead.readRecord(), "dlt.cause")).contains("129 characters");
        assertThat(aborted.isEmpty()).isTrue();
    }

    @Test
    void namesThatAreFarTooLongDoNotMakeTheAnswerTooLarge() {
        send(
                AT_HOME,
                PlanRequested.newBuilder(request(AT_HOME, "x".repeat(RequestCheck.MOST_INPUT + 1)))
                        .setBlueprint("b".repeat(1_000_000))
                        .setTenant("t".repeat(1_000_000))
                        .build());
        PlanAborted plan = (PlanAborted) aborted.readValue();
        assertThat(avro.serialize(Topic.PLAN_ABORTED.topicName(), plan)).hasSizeLessThan(10_000);
        assertThat(plan.getReasons())
                .extracting(io.armature.events.Reason::getPointer)
                .containsExactlyInAnyOrder("/tenant", "/blueprint", "/input");
    }

    @Test
    void bytesThatAreFarTooLargeForTheDeadLettersAreKeptWithoutTheirValue() {
        byte[] bytes = new byte[9 * 1024 * 1024];
        Arrays.fill(bytes, (byte) -1);
        requests.pipeInput("job-0", bytes);
        send(AT_HOME, request(AT_HOME, Requests.INPUT));
        TestRecord<String, byte[]> buried = dead.readRecord();
        assertThat(buried.value()).isNull();
        assertThat(header(buried, "dlt.value.omitted")).isEqualTo("9437184");
        assertThat(accepted.readKeyValue().key).isEqualTo(AT_HOME);
    }

    @Test
    void bytesThatAreNoRequestGoToTheDeadLettersAsTheyAreAndNothingStops() {
        byte[] bytes = {-1, -1, -1};
        requests.pipeInput("job-0", bytes);
        send("job-1", request("job-1", Requests.INPUT));
        TestRecord<String, byte[]> buried = dead.readRecord();
        assertThat(buried.value()).isEqualTo(bytes);
        assertThat(buried.headers().lastHeader("dlt.cause")).isNotNull();
        assertThat(accepted.readKeyValue().key).isEqualTo("job-1");
    }

    private double count(String outcome) {
        return meters.counter("armature.requests", "outcome", outcome).count();
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static int home(boolean at) {
        Placement placement = new Placement(PARTITIONS);
        return IntStream.range(0, 1_000)
                .filter(i -> (placement.of("job-" + i) == 0) == at)
                .findFirst()
                .orElseThrow();
    }

    private void send(String key, PlanRequested request) {
        requests.pipeInput(key, avro.serialize(Topic.PLAN_REQUESTS.topicName(), request));
    }

    private static PlanRequested request(String jobId, String input) {
        return PlanRequested.newBuilder()
                .setJobId(jobId)
                .setBlueprint("meal-day")
                .setInput(input)
                .setRequestedAt(START)
                .build();
    }
}
