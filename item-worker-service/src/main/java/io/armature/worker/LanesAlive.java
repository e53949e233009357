package io.armature.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Liveness: once a lane has ended by itself, only a new process helps. */
@Component("lanesAlive")
class LanesAlive implements HealthIndicator {
    private final Lanes lanes;

    LanesAlive(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public Health health() {
        return lanes.haveEnded()
                ? Health.down().withDetail("state", "ended").build()
                : Health.up().build();
    }
}
