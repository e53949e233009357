package io.armature.assembler.assembly;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down when assembly has given up, so that the process is started anew; an outage of the broker is no reason to. */
@Component("assemblyLiveness")
class AssemblyLiveness implements HealthIndicator {
    private final Assembly assembly;

    AssemblyLiveness(Assembly assembly) {
        this.assembly = assembly;
    }

    @Override
    public Health health() {
        return (assembly.isAlive() ? Health.up() : Health.down())
                .withDetail("state", assembly.streams().state())
                .build();
    }
}
