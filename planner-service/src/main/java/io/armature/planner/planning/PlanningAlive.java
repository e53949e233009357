package io.armature.planner.planning;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Liveness: once planning has ended by itself, only a new process helps. */
@Component("planningAlive")
class PlanningAlive implements HealthIndicator {
    private final PlanningLane lane;

    PlanningAlive(PlanningLane lane) {
        this.lane = lane;
    }

    @Override
    public Health health() {
        return lane.hasEnded()
                ? Health.down().withDetail("state", "ended").build()
                : Health.up().build();
    }
}
