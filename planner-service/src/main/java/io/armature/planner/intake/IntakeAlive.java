package io.armature.planner.intake;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Liveness: once intake has ended by itself, only a new process helps. */
@Component("intakeAlive")
class IntakeAlive implements HealthIndicator {
    private final Intake intake;

    IntakeAlive(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Health health() {
        return intake.hasEnded()
                ? Health.down().withDetail("state", "ended").build()
                : Health.up().build();
    }
}
