package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.escalated;
import static io.armature.assembler.assembly.Events.skeleton;
import static io.armature.assembler.assembly.Events.turnedAway;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of plans that have ended, and for how long. */
class EndedPlansTest {
    private static final Duration A_LITTLE = Duration.ofSeconds(2);

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
    void onlyTheHeaderAndTheLastEventStayOfAPlanThatHasEnded() {
        end("job");

        Tables tables = assembly.tables;
        Stream.of(tables.requests(), tables.skeletons(), tables.results(), tables.escalations())
                .forEach(table ->
                        assertThat(assembly.entries(table)).as(table.name()).isZero());
        assertThat(assembly.entries(assembly.tables.jobs())).isEqualTo(1);
        assertThat(assembly.entries(assembly.tables.ended())).isEqualTo(1);
        assertThat(assembly.entries(Tables.NEWEST)).isEqualTo(1);
    }

    @Test
    void aDocumentIsDroppedFirstAndThatThePlanHasEndedIsStillKnown() {
        end("job");
        assembly.pass(AssemblyDriver.BOUNDS.keepEnded().plus(A_LITTLE));

        assertThat(assembly.entries(assembly.tables.ended())).isZero();
        assembly.send(accepted("job"));
        assertThat(assembly.ends()).isEmpty();
        assertThat(assembly.counted("armature.events.late")).isEqualTo(1);
    }

    @Test
    void inTheEndNothingIsLeftOfAPlan() {
        end("job");
        assembly.send(turnedAway("bad", "bad"));
        assembly.pass(AssemblyDriver.BOUNDS.keepEnded().plus(A_LITTLE));
        assembly.pass(AssemblyDriver.BOUNDS.rememberEnded());

        Stores.ALL.forEach(
                store -> assertThat(assembly.entries(store)).as(store).isZero());
    }

    @Test
    void eventsWhoseRequestNeverComesAreForgotten() {
        assembly.send(done("ghost", PLANNING, "a"));
        assertThat(assembly.entries(assembly.tables.results())).isEqualTo(1);

        assembly.pass(AssemblyDriver.BOUNDS.rememberEnded().plus(A_LITTLE));

        Stores.ALL.forEach(
                store -> assertThat(assembly.entries(store)).as(store).isZero());
        assertThat(assembly.ends()).isEmpty();
    }

    @Test
    void openPlansAreCountedAndThoseThatEndedByTheirOutcome() {
        assembly.send(accepted("one"));
        end("two");
        assertThat(assembly.meters.get("armature.plans.open").gauge().value()).isEqualTo(1);

        end("one");

        assertThat(assembly.meters.get("armature.plans.open").gauge().value()).isZero();
        assertThat(assembly.meters
                        .get("armature.plans")
                        .tag("outcome", "complete")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theFirstStepsOfAPlanAreToldAtOnceAndThenSoManyInASecond() {
        List<String> ids = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> "item-" + i)
                .toList();
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, ids));
        assertThat(assembly.progress()).hasSize(2);

        ids.subList(0, 400).forEach(id -> assembly.send(done("job", PLANNING, id)));
        assertThat(assembly.progress()).hasSize(ProgressPace.AT_ONCE);

        assembly.pass(Duration.ofSeconds(1));
        assertThat(assembly.progress())
                .singleElement()
                .satisfies(step -> assertThat(step.getItemsAccepted()).isEqualTo(400));
        ids.subList(400, 450).forEach(id -> assembly.send(done("job", PLANNING, id)));
        assertThat(assembly.progress()).hasSize(AssemblyDriver.BOUNDS.progressPerSecond());
    }

    private void end(String jobId) {
        assembly.send(accepted(jobId));
        assembly.send(skeleton(jobId, PLANNING, List.of("a")));
        assembly.send(escalated(jobId, PLANNING, "a"));
        assembly.send(done(jobId, PLANNING, "a"));
        assertThat(assembly.ends()).hasSize(1);
    }
}
