package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.DEADLINE;
import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Events.document;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.escalated;
import static io.armature.assembler.assembly.Events.failed;
import static io.armature.assembler.assembly.Events.skeleton;
import static io.armature.assembler.assembly.Events.turnedAway;
import static io.armature.assembler.assembly.Events.withoutSkeleton;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.ItemEnd;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanPhase;
import io.armature.events.PlanProgressed;
import io.armature.events.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How plans go and end, whatever the order in which their events come. */
class AssemblyTopologyTest {
    private static final List<String> A_B = List.of("a", "b");

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
    void aPlanWhoseItemsAreAllThereIsCompleteInSkeletonOrder() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, A_B, attempt("s", 0, "0.001")));
        assembly.send(done("job", PLANNING, "b", attempt("b-1", 0, "0.002")));
        assembly.send(done("job", PLANNING, "a", attempt("a-1", 0, "0.004")));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
        assertThat(end.getTenant()).isEqualTo("acme");
        assertThat(end.getReasons()).isEmpty();
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.007");
    }

    @Test
    void aDocumentOfOneCallEndsItsPlanAtOnce() {
        assembly.send(document("job", "{\"parts\":[{\"id\":\"a\"}]}", attempt("s", 0, "0.03")));
        assertThat(assembly.ends()).isEmpty();
        assembly.send(accepted("job"));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"id\":\"a\"}]}");
        assertThat(end.getItems()).isEmpty();
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.03");
    }

    @Test
    void aDocumentOfOneCallThatCannotBeReadEndsItsPlanAsFailedWithItsBill() {
        assembly.send(accepted("job"));
        assembly.send(document("job", "{\"parts\":", attempt("s", 0, "0.03")));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.getDocument()).isNull();
        assertThat(end.getReasons()).extracting(Reason::getCode).containsExactly("assembly");
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.03");
    }

    @Test
    void resultsThatComeBeforeTheSkeletonAndTheRequestCount() {
        assembly.send(done("job", PLANNING, "a", attempt("a-1", 0, "0.002")));
        assembly.send(done("job", PLANNING, "b", attempt("b-1", 0, "0.002")));
        assembly.send(skeleton("job", PLANNING, A_B));
        assertThat(assembly.ends()).isEmpty();

        assembly.send(accepted("job"));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.004");
    }

    @Test
    void theFirstResultOfAnItemCountsAndASecondOneOnlyAddsItsAttempts() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, A_B));
        assembly.send(done("job", PLANNING, "a", attempt("a-1", 0, "0.002")));
        assembly.send(failed("job", PLANNING, "a", "again", attempt("a-1", 0, "0.002"), attempt("a-2", 0, "0.005")));
        assertThat(assembly.ends()).isEmpty();

        assembly.send(done("job", PLANNING, "b"));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(end.getBill().getTotal().getCalls()).isEqualTo(2);
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.007");
    }

    @Test
    void whatBelongsToAnotherPlanningIsDropped() {
        assembly.send(accepted("job"));
        assembly.send(done("job", "planning-2", "a", attempt("x", 0, "1")));
        assembly.send(skeleton("job", PLANNING, A_B));
        assembly.send(skeleton("job", "planning-2", List.of("a")));
        assembly.send(done("job", "planning-2", "b", attempt("y", 0, "1")));
        assembly.send(escalated("job", "planning-2", "b", attempt("z", 0, "1")));
        assertThat(assembly.ends()).isEmpty();

        assembly.send(done("job", PLANNING, "a"));
        assembly.send(done("job", PLANNING, "b"));

        assertThat(onlyEnd().getBill().getTotal().getCalls()).isZero();
        assertThat(assembly.counted("armature.events.late")).isEqualTo(3);
    }

    @Test
    void theSameRequestTwiceIsOnePlan() {
        assembly.send(accepted("job"));
        assembly.send(accepted("job", Events.START.plusSeconds(60)));
        assembly.send(skeleton("job", PLANNING, List.of("a")));
        assembly.send(done("job", PLANNING, "a"));
        assembly.send(accepted("job"));

        assertThat(onlyEnd().getRequestedAt()).isEqualTo(Events.START);
    }

    @Test
    void whatComesAfterTheEndChangesNothing() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, List.of("a")));
        assembly.send(done("job", PLANNING, "a"));
        onlyEnd();
        assembly.progress();

        assembly.send(done("job", PLANNING, "a", attempt("late", 0, "1")));
        assembly.send(skeleton("job", "planning-2", A_B));
        assembly.send(turnedAway("job", "bad"));

        assertThat(assembly.ends()).isEmpty();
        assertThat(assembly.progress()).isEmpty();
        assertThat(assembly.counted("armature.events.late")).isEqualTo(3);
    }

    @Test
    void atItsDeadlineAPlanEndsWithWhatItHas() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, A_B));
        assembly.send(done("job", PLANNING, "a"));
        assembly.pass(DEADLINE.minusSeconds(2));
        assertThat(assembly.ends()).isEmpty();

        assembly.pass(Duration.ofSeconds(3));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"id\":\"a\"}]}");
        assertThat(end.getReasons()).extracting(Reason::getCode).containsExactly("deadline");
        assertThat(end.getReasons().getFirst().getMessage()).startsWith("b: ");
    }

    @Test
    void aPlanWithoutASkeletonAtItsDeadlineHasFailed() {
        assembly.send(accepted("job"));

        assembly.pass(DEADLINE.plusSeconds(1));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.getReasons()).extracting(Reason::getCode).containsExactly("deadline");
    }

    @Test
    void anItemThatFailedMakesThePlanPartialWithItsReasonsAndAllItsAttempts() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, A_B));
        assembly.send(escalated("job", PLANNING, "b", attempt("b-1", 0, "0.001")));
        assembly.send(
                failed("job", PLANNING, "b", "too salty", attempt("b-1", 0, "0.001"), attempt("b-2", 1, "0.010")));
        assembly.send(done("job", PLANNING, "a"));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getReasons()).extracting(Reason::getMessage).containsExactly("b: too salty");
        ItemEnd b = end.getItems().get(1);
        assertThat(b.getTier()).isEqualTo(1);
        assertThat(b.getAttempts()).extracting("attemptId").containsExactly("b-1", "b-2");
        assertThat(end.getBill().getTotal().getCalls()).isEqualTo(2);
        assertThat(end.getBill().getFallback().getCost()).isEqualByComparingTo("0.010");
    }

    @Test
    void aPlanWithoutASkeletonHasFailedAndCostsWhatPlanningCost() {
        assembly.send(accepted("job"));
        assembly.send(withoutSkeleton("job", PLANNING, attempt("s", 0, "0.003")));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.003");
        assertThat(end.getReasons()).extracting(Reason::getMessage).containsExactly("no skeleton was good");
    }

    @Test
    void aSkeletonThatCameFirstIsNotUndoneByAnotherPlanningThatFailed() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, List.of("a")));
        assembly.send(withoutSkeleton("job", "planning-2"));
        assertThat(assembly.ends()).isEmpty();

        assembly.send(done("job", PLANNING, "a"));

        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aBadRequestIsRejectedWithEveryReason() {
        assembly.send(turnedAway("job", "one", "two"));

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(end.getReasons()).extracting(Reason::getMessage).containsExactly("one", "two");
        assertThat(end.getBill().getTotal().getCalls()).isZero();
    }

    @Test
    void resultsOfItemsThatTheSkeletonDoesNotHaveEndNothing() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, A_B));
        assembly.send(done("job", PLANNING, "ghost"));
        assembly.send(done("job", PLANNING, "a"));
        assertThat(assembly.ends()).isEmpty();

        assembly.send(done("job", PLANNING, "b"));

        assertThat(onlyEnd().getItems()).hasSize(2);
    }

    @Test
    void progressTellsPhaseCountsAndCost() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, A_B, attempt("s", 0, "0.001")));
        assembly.send(escalated("job", PLANNING, "a", attempt("a-1", 0, "0.002")));
        assembly.send(done("job", PLANNING, "a", attempt("a-1", 0, "0.002"), attempt("a-2", 1, "0.010")));
        assembly.send(done("job", PLANNING, "b"));

        List<PlanProgressed> steps = assembly.progress();
        assertThat(steps)
                .extracting(PlanProgressed::getPhase)
                .containsExactly(
                        PlanPhase.PLANNING,
                        PlanPhase.GENERATING,
                        PlanPhase.GENERATING,
                        PlanPhase.GENERATING,
                        PlanPhase.GENERATING,
                        PlanPhase.ENDED);
        PlanProgressed last = steps.getLast();
        assertThat(last.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(last.getItemsAccepted()).isEqualTo(2);
        assertThat(last.getItemsEscalated()).isEqualTo(1);
        assertThat(last.getCost()).isEqualByComparingTo("0.013");
    }

    private PlanCompleted onlyEnd() {
        List<PlanCompleted> ends = assembly.ends();
        assertThat(ends).hasSize(1);
        return ends.getFirst();
    }
}
