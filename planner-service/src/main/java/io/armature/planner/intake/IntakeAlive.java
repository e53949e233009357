package io.armature.planner.intake;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The service is live until intake gives up. */
@Component("intakeAlive")
class IntakeAlive implements HealthIndicator {
    private final Intake intake;

    IntakeAlive(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Health health() {
        return intake.liveness();
    }
}
