package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.DEADLINE;
import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.escalated;
import static io.armature.assembler.assembly.Events.skeleton;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.Provision;
import io.armature.events.ItemCompleted;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be used goes aside, and the plans behind it are served. */
class UnwelcomeRecordsTest {
    private static final int MOST_BYTES = 4_000;
    private static final byte[] RUBBISH = "rubbish".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path state;

    private AssemblyDriver assembly;

    @BeforeEach
    void start() throws Exception {
        assembly = new AssemblyDriver(state, AssemblyDriver.bounds(MOST_BYTES, MOST_BYTES));
    }

    @AfterEach
    void stop() {
        assembly.close();
    }

    @Test
    void bytesThatAreNoEventGoToTheDeadLettersAsTheyCame() {
        for (Topic topic : List.of(
                Topic.PLAN_ACCEPTED,
                Topic.PLAN_ABORTED,
                Topic.PLAN_SKELETONS,
                Topic.ITEMS_RESULTS,
                Topic.ITEMS_FALLBACK)) {
            assembly.sendBytes(topic, "job", RUBBISH);
            TestRecord<String, byte[]> letter = onlyLetter(topic);
            assertThat(letter.value()).isEqualTo(RUBBISH);
            assertThat(cause(letter)).contains("cannot be decoded");
        }
        aPlanIsServed();
    }

    @Test
    void anEventUnderAnotherKeyIsADeadLetterSinceItsPlanIsKeptElsewhere() {
        assembly.send("another", done("job", PLANNING, "a"));

        assertThat(cause(onlyLetter(Topic.ITEMS_RESULTS))).contains("jobId=job", "publish it with its job id");
        aPlanIsServed();
    }

    @Test
    void aRecordWithoutKeyOrValueIsADeadLetter() {
        assembly.send(null, done("job", PLANNING, "a"));
        assembly.sendBytes(Topic.PLAN_SKELETONS, "job", null);
        assembly.sendBytes(Topic.ITEMS_FALLBACK, null, null);

        assertThat(cause(onlyLetter(Topic.ITEMS_RESULTS))).contains("key is missing");
        assertThat(cause(onlyLetter(Topic.PLAN_SKELETONS))).contains("no value");
        assertThat(cause(onlyLetter(Topic.ITEMS_FALLBACK))).contains("no escalation");
        aPlanIsServed();
    }

    @Test
    void anIdThatDoesNotFitIntoKeysIsADeadLetter() {
        assembly.send("job", done("job", PLANNING, "a/b"));
        assembly.send("job/x", done("job/x", PLANNING, "a"));
        assembly.send("x/y", escalated("x/y", PLANNING, "a"));

        assertThat(assembly.deadLetters(Topic.ITEMS_RESULTS)).hasSize(2);
        assertThat(assembly.deadLetters(Topic.ITEMS_FALLBACK)).hasSize(1);
        aPlanIsServed();
    }

    @Test
    void anEscalationIsOfThePlanThatItNamesWhateverItsKey() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, List.of("a")));
        assembly.send("no item's key", escalated("job", PLANNING, "a", attempt("a-1", 0, "0.001")));
        assembly.send(done("job", PLANNING, "a"));

        assertThat(onlyEnd().getBill().getTotal().getCost()).isEqualByComparingTo("0.001");
    }

    @Test
    void anEventBeyondTheBoundOfAMessageIsADeadLetterWithoutItsValue() {
        assembly.sendBytes(Topic.ITEMS_RESULTS, "job", new byte[Provision.MAX_MESSAGE_BYTES + 1]);

        TestRecord<String, byte[]> letter = onlyLetter(Topic.ITEMS_RESULTS);
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("dlt.value.omitted")).isNotNull();
        aPlanIsServed();
    }

    @Test
    void aDocumentThatFitsIntoNoMessageFailsItsPlanWithThatReason() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, List.of("a")));
        assembly.send(ItemCompleted.newBuilder(done("job", PLANNING, "a"))
                .setContent("\"" + "x".repeat(MOST_BYTES) + "\"")
                .build());

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.getDocument()).isNull();
        assertThat(end.getReasons()).extracting(Reason::getCode).containsExactly("too-large");
        aPlanIsServed();
    }

    @Test
    void contentThatIsNotJsonMakesItsItemFailAndNotTheProcess() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, List.of("a", "b")));
        assembly.send(ItemCompleted.newBuilder(done("job", PLANNING, "a"))
                .setContent("{")
                .build());
        assembly.send(done("job", PLANNING, "b"));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getReasons())
                .extracting(Reason::getMessage)
                .containsExactly("a: the content of its result is not JSON");
    }

    @Test
    void aPlanWaitsForABlueprintThatHasNotBeenReadYet() {
        assembly.blueprints.hidden = true;
        assembly.blueprints.caughtUp = false;
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, List.of("a")));
        assembly.send(done("job", PLANNING, "a"));
        assembly.pass(Duration.ofSeconds(30));
        assertThat(assembly.ends()).isEmpty();

        assembly.blueprints.hidden = false;
        assembly.pass(Duration.ofSeconds(2));

        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aPlanWhoseBlueprintWasDeletedFailsAndSaysSo() {
        assembly.blueprints.hidden = true;
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, List.of("a")));
        assembly.send(done("job", PLANNING, "a", attempt("a-1", 0, "0.001")));

        assembly.pass(DEADLINE);

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.getReasons()).extracting(Reason::getCode).containsExactly("blueprint");
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.001");
    }

    private void aPlanIsServed() {
        assembly.ends();
        assembly.send(accepted("next"));
        assembly.send(skeleton("next", PLANNING, List.of("a")));
        assembly.send(done("next", PLANNING, "a"));
        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    private PlanCompleted onlyEnd() {
        List<PlanCompleted> ends = assembly.ends();
        assertThat(ends).hasSize(1);
        return ends.getFirst();
    }

    private TestRecord<String, byte[]> onlyLetter(Topic topic) {
        List<TestRecord<String, byte[]>> letters = assembly.deadLetters(topic);
        assertThat(letters).as(topic.deadLetterTopicName()).hasSize(1);
        return letters.getFirst();
    }

    private static String cause(TestRecord<String, byte[]> letter) {
        return new String(letter.headers().lastHeader("dlt.cause").value(), StandardCharsets.UTF_8);
    }
}
