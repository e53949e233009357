package io.armature.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void theSameSeedIsTheSameScenario() {
        assertThat(Scenario.of(42, 20, 50)).isEqualTo(Scenario.of(42, 20, 50)).isNotEqualTo(Scenario.of(43, 20, 50));
    }

    @Test
    void itHasTheKillsAndJobsThatWereAskedFor() {
        Scenario scenario = Scenario.of(7, 100, 200);

        assertThat(scenario.kills()).isEqualTo(100);
        assertThat(scenario.steps().stream().mapToInt(Scenario.Step::jobs).sum())
                .isEqualTo(200);
    }

    @Test
    void whatFollowsNewJobsWaitsForTheirCalls() {
        assertThat(Scenario.of(7, 100, 200).steps())
                .filteredOn(step -> step.jobs() > 0)
                .allSatisfy(step -> assertThat(step.calls()).isBetween(1, 10 * step.jobs()));
    }

    @Test
    void everyScenarioScalesUpAndDown() {
        assertThat(Scenario.of(7, 3, 5).steps())
                .extracting(Scenario.Step::disturbance)
                .contains(new Disturbance.Scale(3))
                .endsWith(new Disturbance.Scale(1));
    }

    @Test
    void fullDisksAndWrongClocksAreAddedToWhatASeedAlwaysMeant() {
        Scenario scenario = Scenario.of(7, 40, 50);
        List<Scenario.Step> rare = scenario.steps().stream()
                .filter(step -> step.disturbance() instanceof Disturbance.FullDisk
                        || step.disturbance() instanceof Disturbance.WrongClock)
                .toList();

        assertThat(rare).hasSize(4).extracting(Scenario.Step::jobs).containsOnly(0);
        assertThat(scenario.fillsDisks()).isTrue();
    }
}
