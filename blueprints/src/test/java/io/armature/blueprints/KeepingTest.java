package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeepingTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
    private static final Optional<Duration> DAY = Optional.of(Duration.ofDays(1));

    @Test
    void aRetryTakesForAsLongAsTheLongerOfBothAllows() {
        assertThat(new Keeping(HOUR, DAY).retried().reuse()).isEqualTo(DAY);
        assertThat(new Keeping(DAY, HOUR).retried().reuse()).isEqualTo(DAY);
        assertThat(new Keeping(HOUR, Optional.empty()).retried().reuse()).isEqualTo(HOUR);
        assertThat(Keeping.NOTHING.retried()).isEqualTo(Keeping.NOTHING);
    }

    @Test
    void theBuiltInBlueprintsKeepWhatTheirStagesMadeForARetryAlone() {
        assertThat(Blueprints.builtIn()).hasSize(5).allSatisfy(blueprint -> {
            assertKept(blueprint.skeleton());
            blueprint.kinds().forEach(kind -> assertKept(blueprint.item(kind)));
            assertThat(blueprint.single().orElseThrow().retried().isKept()).isFalse();
        });
    }

    private static void assertKept(Stage stage) {
        assertThat(stage.isKept()).isTrue();
        assertThat(stage.reuse()).isEmpty();
        assertThat(stage.with("strong", true).retried().reuse()).isEqualTo(DAY);
    }
}
