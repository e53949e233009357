package io.armature.assembler.assembly;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The service is live until assembly gives up. */
@Component("assemblyLiveness")
class AssemblyLiveness implements HealthIndicator {
    private final Assembly assembly;

    AssemblyLiveness(Assembly assembly) {
        this.assembly = assembly;
    }

    @Override
    public Health health() {
        return assembly.liveness();
    }
}
