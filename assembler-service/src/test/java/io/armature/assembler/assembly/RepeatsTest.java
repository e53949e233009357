package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Songs.accepted;
import static io.armature.assembler.assembly.Songs.skeleton;
import static io.armature.assembler.assembly.Songs.song;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.ItemCompleted;
import io.armature.events.ItemRequested;
import io.armature.events.ItemSpec;
import io.armature.events.Outcome;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Items of a plan that are like each other are asked for again: the fewest, in bounded rounds. */
class RepeatsTest {
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
    void theSecondOfTwoItemsOfOneNameIsAskedForAgainWithWhatToAvoid() {
        begin("a", "b", "c");
        assembly.send(song("job", "a", 0, "Crème Brûlée", 0));
        assembly.send(song("job", "c", 0, "Ode", 180));
        assembly.send(song("job", "b", 0, "creme - brulee", 90));

        TestRecord<String, ItemRequested> request = onlyRequest();
        assertThat(request.key()).isEqualTo("job/b");
        assertThat(request.value().getRound()).isEqualTo(1);
        assertThat(request.value().getRepair().getContent()).isEqualTo("{\"name\":\"creme - brulee\"}");
        assertThat(request.value().getRepair().getReasons())
                .extracting(Reason::getMessage)
                .anyMatch(message -> message.startsWith("'creme - brulee' is like 'Crème Brûlée'"))
                .contains("the plan has already: Crème Brûlée; Ode");
        assertThat(assembly.ends()).isEmpty();

        assembly.send(song("job", "b", 1, "Sonnet", 90, attempt("b-2", 0, "0.002")));
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(end.getDocument()).contains("Sonnet").doesNotContain("creme");
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.002");
        assertThat(assembly.counted("armature.items.repairs")).isEqualTo(1);
    }

    @Test
    void itemsThatMeanTheSameAreAlikeUnderAnyName() {
        begin("a", "b");
        assembly.send(song("job", "a", 0, "Lentil and rice bowl", 0));
        assembly.send(song("job", "b", 0, "Rice bowl with lentils", 20));
        assertThat(onlyRequest().value().getRepair().getReasons().getFirst().getMessage())
                .contains("by its meaning (0.94 of 1)");
        assembly.send(song("job", "b", 1, "Sonnet", 40));
        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void fromTheSecondRepairOnAnItemIsOfferedNoCandidates() {
        String candidates = "[{\"name\":\"Ode\"}]";
        SkeletonCreated skeleton = skeleton("job", List.of("a", "b"));
        assembly.send(accepted("job"));
        assembly.send(SkeletonCreated.newBuilder(skeleton)
                .setItems(skeleton.getItems().stream()
                        .map(item -> ItemSpec.newBuilder(item)
                                .setCandidates(candidates)
                                .build())
                        .toList())
                .build());
        assembly.send(song("job", "a", 0, "Ode", 0));
        assembly.send(song("job", "b", 0, "Ode", 0));
        assertThat(onlyRequest().value().getCandidates()).isEqualTo(candidates);
        assembly.send(song("job", "b", 1, "Ode", 0));
        assertThat(assembly.requests().getLast().value().getCandidates()).isEqualTo("[]");
    }

    @Test
    void whatStaysAlikeAfterTheLastRoundIsReported() {
        begin("a", "b");
        assembly.send(song("job", "a", 0, "Ode", 0));
        for (int round = 0; round <= Songs.ROUNDS; round++) {
            assembly.send(song("job", "b", round, "Ode", 0));
        }
        // b has had its rounds, so a gives way, which still can.
        List<TestRecord<String, ItemRequested>> requests = assembly.requests();
        assertThat(requests).extracting(TestRecord::key).containsExactly("job/b", "job/b", "job/a");
        for (int round = 1; round <= Songs.ROUNDS; round++) {
            assembly.send(song("job", "a", round, "Ode", 0));
        }
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getReasons())
                .extracting(Reason::getMessage)
                .containsExactly("b: 'Ode' is like 'Ode' (a) by its name, and asking again did not change that");
        assertThat(JsonMapper.shared().readTree(end.getDocument()).path("parts"))
                .hasSize(2);
    }

    @Test
    void aRepairThatFailsLeavesWhatThereWasAndSaysSo() {
        begin("a", "b");
        assembly.send(song("job", "a", 0, "Ode", 0));
        assembly.send(song("job", "b", 0, "Ode", 0));
        assembly.send(ItemCompleted.newBuilder(Events.failed("job", PLANNING, "b", "no money"))
                .setRound(1)
                .build());
        assembly.send(ItemCompleted.newBuilder(Events.failed("job", PLANNING, "b", "no money"))
                .setRound(2)
                .build());
        assembly.send(ItemCompleted.newBuilder(Events.failed("job", PLANNING, "a", "no money"))
                .setRound(1)
                .build());
        assembly.send(ItemCompleted.newBuilder(Events.failed("job", PLANNING, "a", "no money"))
                .setRound(2)
                .build());
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"name\":\"Ode\"},{\"name\":\"Ode\"}]}");
    }

    @Test
    void aRepairThatIsStillOutAtTheDeadlineLeavesWhatThereWas() {
        begin("a", "b");
        assembly.send(song("job", "a", 0, "Ode", 0));
        assembly.send(song("job", "b", 0, "Ode", 0));
        assembly.pass(Events.DEADLINE.plusSeconds(2));
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(JsonMapper.shared().readTree(end.getDocument()).path("parts"))
                .hasSize(2);
    }

    @Test
    void resultsThatCameBeforeTheSkeletonAreComparedToo() {
        assembly.send(song("job", "a", 0, "Ode", 0));
        assembly.send(song("job", "b", 0, "Ode", 0));
        assembly.send(skeleton("job", List.of("a", "b")));
        assembly.send(accepted("job"));
        assertThat(onlyRequest().key()).isEqualTo("job/b");
        assembly.send(song("job", "b", 1, "Sonnet", 90));
        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aRepairGetsNoMoreThanWhatTheOthersLeft() {
        assembly.send(PlanAccepted.newBuilder(accepted("job"))
                .setMaxCost(new BigDecimal("0.030000000000"))
                .build());
        assembly.send(skeleton("job", List.of("a", "b", "c")));
        assembly.send(song("job", "a", 0, "Ode", 0, attempt("a-1", 0, "0.010")));
        assembly.send(song("job", "b", 0, "Ode", 0, attempt("b-1", 0, "0.007")));
        assertThat(onlyRequest().value().getMaxCost()).isEqualByComparingTo("0.003");
    }

    private void begin(String... items) {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(items)));
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
