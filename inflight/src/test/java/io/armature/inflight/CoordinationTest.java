package io.armature.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.inflight.Coordination.State;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CoordinationTest {
    private final AtomicReference<OptionalDouble> heartbeat = new AtomicReference<>(OptionalDouble.empty());
    private final AtomicLong clock = new AtomicLong(1_000);
    private final Coordination coordination =
            new Coordination(InFlightSettings.of("topic", "group"), heartbeat::get, clock::get);

    @Test
    void whoIsNeverHeardIsJoiningAtFirstAndThenSilent() {
        assertThat(coordination.state()).isEqualTo(State.JOINING);
        clock.addAndGet(Coordination.LONGEST_SILENCE.minusSeconds(1).toNanos());
        assertThat(coordination.state()).isEqualTo(State.JOINING);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(coordination.state()).isEqualTo(State.SILENT);
    }

    @Test
    void whoWasNotHeardForTooLongIsSilentUntilTheNextHeartbeat() {
        heartbeat.set(OptionalDouble.of(19));
        assertThat(coordination.state()).isEqualTo(State.HEARD);
        heartbeat.set(OptionalDouble.of(20));
        assertThat(coordination.state()).isEqualTo(State.SILENT);
        heartbeat.set(OptionalDouble.of(0));
        assertThat(coordination.state()).isEqualTo(State.HEARD);
    }
}
