package io.armature.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the simulator runs.
 *
 * @param host address to listen at
 * @param port 0 for any free one
 * @param seed equal seeds and prompts, equal answers
 * @param models behaviour by the provider's model id; {@value #OTHERS} for all that are not named
 * @param poison ids of items (or {@code skeleton}) that no model ever gets right
 * @param prices by the provider's model id; other models cost nothing
 */
public record SimulatorSettings(
        String host, int port, long seed, Map<String, Faults> models, Set<String> poison, Map<String, Price> prices) {
    /** Stands for every model that is not named. */
    public static final String OTHERS = "*";

    /** Where it listens unless told otherwise. */
    public static final int PORT = 8083;

    private static final String LOOPBACK = "127.0.0.1";
    private static final long SEED = 7;

    public SimulatorSettings {
        models = Map.copyOf(models);
        poison = Set.copyOf(poison);
        prices = Map.copyOf(prices);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 (any free one) to 65535, not " + port);
        }
    }

    /** On loopback, with the default prices. */
    public SimulatorSettings(int port, long seed, Map<String, Faults> models) {
        this(LOOPBACK, port, seed, models, Set.of(), Price.DEFAULTS);
    }

    /** From JSON, where everything may be left out. */
    @JsonCreator
    static SimulatorSettings of(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Long seed,
            @Nullable Map<String, Faults> models,
            @Nullable List<String> poison,
            @Nullable Map<String, Price> prices) {
        return new SimulatorSettings(
                Objects.requireNonNullElse(host, LOOPBACK),
                Objects.requireNonNullElse(port, PORT),
                Objects.requireNonNullElse(seed, SEED),
                Objects.requireNonNullElse(models, Map.of()),
                Set.copyOf(Objects.requireNonNullElse(poison, List.of())),
                Objects.requireNonNullElse(prices, Price.DEFAULTS));
    }

    /** How this model behaves. */
    Faults of(String model) {
        return models.getOrDefault(model, models.getOrDefault(OTHERS, Faults.NONE));
    }

    Price price(String model) {
        return prices.getOrDefault(model, Price.NOTHING);
    }

    /** The same with one model behaving otherwise; {@value #OTHERS} for all that are not named. */
    public SimulatorSettings with(String model, Faults faults) {
        Map<String, Faults> more = new HashMap<>(models);
        more.put(model, faults);
        return with(more);
    }

    /** The same with all models behaving otherwise. */
    public SimulatorSettings with(Map<String, Faults> otherModels) {
        return new SimulatorSettings(host, port, seed, otherModels, poison, prices);
    }

    /** The same with other items that no model ever gets right. */
    public SimulatorSettings withPoison(Set<String> items) {
        return new SimulatorSettings(host, port, seed, models, items, prices);
    }

    /** The same at another address. */
    public SimulatorSettings at(String otherHost, int otherPort) {
        return new SimulatorSettings(otherHost, otherPort, seed, models, poison, prices);
    }
}
