package io.armature.simulator;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the simulator runs.
 *
 * @param port on loopback; 0 for any free one
 * @param seed equal seeds and prompts, equal answers
 * @param models behaviour by model id; {@code *} for all others
 */
public record SimulatorSettings(
        int port, long seed, @Nullable Map<String, Faults> models) {
    public SimulatorSettings {
        models = Map.copyOf(Objects.requireNonNullElse(models, Map.of()));
    }

    Faults faults(String model) {
        Map<String, Faults> all = Objects.requireNonNull(models);
        return all.getOrDefault(model, all.getOrDefault("*", Faults.NONE));
    }
}
