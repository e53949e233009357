package io.armature.simulator;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator by itself: {@code java -jar simulator-exec.jar --port 8083}. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        version = "Armature simulator",
        description =
                "A model provider for development, tests and demos: OpenAI's wire format, invented content, faults"
                        + " on demand.",
        footer = {
            "",
            "A faults file, everything in it optional:",
            "  {\"seed\": 7, \"poison\": [\"lunch\"],",
            "   \"models\": {\"mistralai/mistral-small-3.2-24b-instruct\": {",
            "     \"latency\": \"lognormal(500ms, 0.6)\", \"latencyBySchema\": {\"meal-day--skeleton\": \"800ms\"},",
            "     \"chances\": {\"malformed\": 0.1, \"rule\": 0.05, \"truncated\": 0.03, \"throttled\": 0.02},",
            "     \"limits\": {\"requestsPerMinute\": 500, \"tokensPerMinute\": 1000000}}, \"*\": {}}}",
            "Set OPENAI_BASE_URL of Armature's services to the address that it prints."
        })
public final class SimulatorCommand implements Callable<Integer> {
    @Option(names = "--host", description = "address to listen at (default: 127.0.0.1)")
    private @Nullable String host;

    @Option(names = "--port", description = "0 for any free one (default: 8083)")
    private @Nullable Integer port;

    @Option(names = "--seed", description = "equal seeds and prompts, equal answers (default: 7)")
    private @Nullable Long seed;

    @Option(names = "--faults", paramLabel = "FILE", description = "JSON file: how each model behaves, see below")
    private @Nullable Path faults;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            description = "of every model: 800ms, 200ms..1200ms or 'lognormal(500ms, 0.6)'; overrides the file")
    private @Nullable String latency;

    @Option(
            names = "--chance",
            paramLabel = "FAULT=P",
            description =
                    "probability of a fault of every model, 0 to 1; may be repeated. Faults: throttled, error, hang,"
                            + " dropped, refused, truncated, malformed, prose, schema, rule, repeats")
    private Map<String, Double> chances = Map.of();

    @Option(
            names = "--poison",
            paramLabel = "ITEM",
            description = "id of an item that no model gets right; may be repeated")
    private List<String> poison = List.of();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs until it is stopped. */
    public static void main(String... args) {
        System.exit(new CommandLine(new SimulatorCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Simulator simulator = Simulator.start(settings())) {
            System.out.println("simulator ready at " + simulator.baseUrl() + " (its content is invented)");
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            stopped.await();
            return 0;
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /**
     * The file's settings, and over them the options'.
     *
     * @throws ParameterException that says what is wrong with them
     */
    SimulatorSettings settings() {
        try {
            SimulatorSettings read = Routes.settings(file());
            SimulatorSettings all = new SimulatorSettings(
                    host == null ? read.host() : host,
                    port == null ? read.port() : port,
                    seed == null ? read.seed() : seed,
                    read.models(),
                    poison.isEmpty() ? read.poison() : Set.copyOf(poison),
                    read.prices());
            for (String model : all.with(SimulatorSettings.OTHERS, all.of(SimulatorSettings.OTHERS))
                    .models()
                    .keySet()) {
                all = all.with(model, changed(all.of(model)));
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private Faults changed(Faults faultsOfModel) {
        Faults changed = faultsOfModel;
        if (latency != null) {
            changed = changed.withLatency(Latency.parse(latency));
        }
        for (Map.Entry<String, Double> chance : chances.entrySet()) {
            changed = changed.withChance(Fault.named(chance.getKey()), chance.getValue());
        }
        return changed;
    }

    private JsonNode file() {
        if (faults == null) {
            return JsonMapper.shared().createObjectNode();
        }
        try {
            return JsonMapper.shared().readTree(faults);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the faults file " + faults + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
