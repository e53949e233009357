package io.armature.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.cluster.Cluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The short form of {@code ./armature chaos}: a few kills, always the same. */
class ChaosIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyJobEndsOnceWithItsDocumentAndItsBillWhateverIsKilled() throws Exception {
        try (Cluster cluster = Cluster.start(Chaos.settings(HOME, Path.of("target/logs")))) {
            ChaosReport report = new ChaosRun(cluster, System.out::println).of(Scenario.of(3, 3, 9));
            System.out.println(report.text());

            assertThat(report.wrong()).isEmpty();
            assertThat(report.paidTwice()).isEmpty();
            assertThat(report.recorded()).isPositive();
        }
    }
}
