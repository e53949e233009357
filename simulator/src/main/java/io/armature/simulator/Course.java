package io.armature.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How one call will go, decided before it goes.
 *
 * @param fault what goes wrong; empty when nothing does
 * @param latency how long the answer takes
 */
record Course(Optional<Fault> fault, Duration latency) {
    static Course of(ChatRequest request, SimulatorSettings settings, RandomGenerator luck) {
        Faults faults = settings.of(request.model());
        // Both are always drawn, so that a poisoned item does not shift the draws of what follows.
        Optional<Fault> drawn = faults.drawn(luck.nextDouble());
        Duration latency = faults.latencyOf(request.ask().schemaName()).draw(luck);
        boolean poisoned = settings.poison().contains(request.item())
                || faults.poisons(request.item(), request.ask().prompt());
        return new Course(poisoned ? Optional.of(faults.poisonAs()) : drawn, latency);
    }
}
