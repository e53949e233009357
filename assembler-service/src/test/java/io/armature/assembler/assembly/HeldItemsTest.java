package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.DEADLINE;
import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.after;
import static io.armature.assembler.assembly.Events.afterIfThere;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.failed;
import static io.armature.assembler.assembly.Events.skeleton;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.ItemEnd;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.events.Outcome;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanProgressed;
import io.armature.events.Reason;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items that depend on others wait for them, and are asked for once, with what they need. */
class HeldItemsTest {
    private static final String KEY_B = "job/b";

    @TempDir
    private Path state;

    private AssemblyDriver assembly;

    @BeforeEach
    void start() throws Exception {
        assembly = new AssemblyDriver(state, AssemblyDriver.BOUNDS);
    }

    @AfterEach
    void stop() {
        assembly.close();
    }

    @Test
    void anItemIsAskedForWhenAllThatItDependsOnAreThere() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("b"), after("c", "a", "b"))));
        assembly.send(done("job", PLANNING, "b"));
        assertThat(assembly.requests()).isEmpty();

        assembly.send(done("job", PLANNING, "a"));

        TestRecord<String, ItemRequested> record = onlyRequest();
        assertThat(record.key()).isEqualTo("job/c");
        ItemRequested request = record.value();
        assertThat(request.getPlanningId()).isEqualTo(PLANNING);
        assertThat(request.getSpec()).isEqualTo("{\"id\":\"c\"}");
        assertThat(request.getHeader()).isEqualTo("{}");
        assertThat(request.getInput()).isEqualTo("{}");
        assertThat(request.getTenant()).isEqualTo("acme");
        assertThat(request.getDeadline()).isEqualTo(Events.START.plus(DEADLINE));
        assertThat(request.getMaxCost()).isNull();
        assertThat(request.getResults())
                .isEqualTo("[{\"itemId\":\"a\",\"kind\":\"part\",\"title\":\"Part a\",\"content\":{\"id\":\"a\"}},"
                        + "{\"itemId\":\"b\",\"kind\":\"part\",\"title\":\"Part b\",\"content\":{\"id\":\"b\"}}]");
    }

    @Test
    void modelFastAndRetryOfTheRequestReachItemsThatWaited() {
        assembly.send(PlanAccepted.newBuilder(accepted("job"))
                .setModel("strong")
                .setFast(true)
                .setRetry(true)
                .build());
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"))));
        assembly.send(done("job", PLANNING, "a"));

        ItemRequested request = onlyRequest().value();
        assertThat(request.getModel()).isEqualTo("strong");
        assertThat(request.getFast()).isTrue();
        assertThat(request.getRetry()).isTrue();
    }

    @Test
    void whatTheirDependenciesDidBeforeRequestAndSkeletonCameCounts() {
        assembly.send(done("job", PLANNING, "a"));
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"))));
        assertThat(assembly.requests()).isEmpty();

        assembly.send(accepted("job"));

        assertThat(onlyRequest().key()).isEqualTo(KEY_B);
    }

    @Test
    void anItemIsAskedForOnceHoweverOftenItsDependencyIsReported() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"))));
        assembly.send(done("job", PLANNING, "a"));
        assembly.send(done("job", PLANNING, "a"));
        assembly.send(failed("job", PLANNING, "a", "again"));
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"))));
        assembly.send(accepted("job"));

        assertThat(onlyRequest().key()).isEqualTo(KEY_B);
    }

    @Test
    void theTimeLeftOfAChainIsThatOfItsItemsOneAfterTheOther() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"), after("c", "b"), after("d", "c"))));
        assembly.pass(Duration.ofSeconds(2));
        assembly.send(done("job", PLANNING, "a"));
        assembly.pass(Duration.ofSeconds(2));
        assembly.send(done("job", PLANNING, "b"));

        assertThat(assembly.progress())
                .filteredOn(step -> step.getItemId() != null)
                .extracting(PlanProgressed::getRemainingMs)
                .containsExactly(6_000L, 4_000L);
    }

    @Test
    void aFailureSkipsWhatDependsOnItAndTheRestIsDelivered() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("x"), after("b", "a", "x"), after("c", "b"))));
        assembly.send(failed("job", PLANNING, "a", "no good"));
        assertThat(assembly.ends()).isEmpty();
        assembly.send(done("job", PLANNING, "x"));

        assertThat(assembly.requests()).isEmpty();
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"id\":\"x\"}]}");
        assertThat(end.getItems())
                .extracting(ItemEnd::getOutcome)
                .containsExactly(ItemOutcome.FAILED, ItemOutcome.ACCEPTED, ItemOutcome.SKIPPED, ItemOutcome.SKIPPED);
        assertThat(end.getReasons())
                .extracting(Reason::getMessage)
                .containsExactly(
                        "a: no good",
                        "b: it needs 'a' (Part a), which failed",
                        "c: it needs 'b' (Part b), which was skipped");
    }

    @Test
    void anItemThatGoesOnWithoutIsAskedForWithWhatThereIs() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("x"), afterIfThere("b", "a", "x"))));
        assembly.send(failed("job", PLANNING, "a", "no good"));
        assertThat(assembly.requests()).isEmpty();

        assembly.send(done("job", PLANNING, "x"));

        assertThat(onlyRequest().value().getResults())
                .contains("\"itemId\":\"x\"")
                .doesNotContain("\"a\"");
    }

    @Test
    void waitingItemsShareTheMoneyThatIsLeft() {
        assembly.send(PlanAccepted.newBuilder(accepted("job"))
                .setMaxCost(new BigDecimal("1.000000000000"))
                .build());
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"), after("c", "a")), attempt("s", 0, "0.1")));
        // The planner gave a its third of 0.9, of which 0.2 comes back.
        assembly.send(done("job", PLANNING, "a", attempt("a-1", 0, "0.1")));

        assertThat(assembly.requests())
                .extracting(record -> record.value().getMaxCost())
                .containsExactly(new BigDecimal("0.400000000000"), new BigDecimal("0.400000000000"));
    }

    @Test
    void itemsThatStillWaitAtTheDeadlineAreMissingFromThePartialDocument() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("x"), after("b", "a"))));
        assembly.send(done("job", PLANNING, "x"));

        assembly.pass(DEADLINE.plusSeconds(1));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getReasons()).extracting(Reason::getCode).containsExactly("deadline", "deadline");
        assertThat(assembly.entries(Tables.HELD)).isZero();
    }

    @Test
    void itemsWaitForTheirBlueprintToBeRead() {
        assembly.blueprints.hidden = true;
        assembly.blueprints.caughtUp = false;
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"))));
        assembly.send(done("job", PLANNING, "a"));
        assembly.pass(Duration.ofSeconds(5));
        assertThat(assembly.requests()).isEmpty();

        assembly.blueprints.hidden = false;
        assembly.pass(Duration.ofSeconds(2));

        assertThat(onlyRequest().key()).isEqualTo(KEY_B);
    }

    @Test
    void aDependencyThatTheSkeletonDoesNotHaveCannotBeMet() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("b", "ghost"))));
        assembly.send(done("job", PLANNING, "a"));

        assertThat(onlyEnd().getReasons())
                .extracting(Reason::getMessage)
                .containsExactly("b: it needs 'ghost', which the skeleton does not have");
    }

    @Test
    void aResultOfAnItemThatNobodyAskedForYetCounts() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"))));
        assembly.send(done("job", PLANNING, "b"));
        assembly.send(done("job", PLANNING, "a"));

        assertThat(assembly.requests()).isEmpty();
        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aRequestTooLargeForAMessageSkipsItsItemAndStopsNothing() throws Exception {
        stop();
        assembly = new AssemblyDriver(state.resolve("small"), AssemblyDriver.bounds(1_000, 1_000));
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"))));
        assembly.send(io.armature.events.ItemCompleted.newBuilder(done("job", PLANNING, "a"))
                .setContent("{\"text\":\"" + "x".repeat(900) + "\"}")
                .build());

        assertThat(assembly.requests()).isEmpty();
        assertThat(onlyEnd().getItems().get(1).getReasons())
                .extracting(Reason::getCode)
                .containsExactly("too-large");
    }

    @Test
    void nothingIsKeptOfHeldItemsWhenThePlanHasEnded() {
        assembly.send(PlanAccepted.newBuilder(accepted("job"))
                .setMaxCost(new BigDecimal("1.000000000000"))
                .build());
        assembly.send(skeleton("job", List.of(after("a"), after("b", "a"))));
        assembly.send(done("job", PLANNING, "a"));
        assembly.send(done("job", PLANNING, "b"));

        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(assembly.entries(Tables.HELD)).isZero();
    }

    private TestRecord<String, ItemRequested> onlyRequest() {
        List<TestRecord<String, ItemRequested>> requests = assembly.requests();
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private PlanCompleted onlyEnd() {
        List<PlanCompleted> ends = assembly.ends();
        assertThat(ends).hasSize(1);
        return ends.getFirst();
    }
}
