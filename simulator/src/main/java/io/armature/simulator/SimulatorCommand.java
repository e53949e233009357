package io.armature.simulator;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The simulator by itself: {@code java -jar simulator-exec.jar --port 8083}. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        description =
                "A model provider for development and tests: OpenAI's wire format, invented content, faults on demand.")
public final class SimulatorCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "8083",
            description = "on loopback; 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "equal seeds and prompts, equal answers (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--faults",
            description = "JSON file: model id (or *) to latencyMs, latencySigma, malformed, rule, throttled …")
    private @Nullable Path faults;

    /** Runs until it is stopped. */
    public static void main(String... args) {
        System.exit(new CommandLine(new SimulatorCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        SimulatorSettings read = Optional.ofNullable(faults)
                .map(file -> JsonMapper.shared().readValue(file, SimulatorSettings.class))
                .orElse(new SimulatorSettings(port, seed, null));
        try (Simulator simulator = Simulator.start(new SimulatorSettings(port, seed, read.models()))) {
            System.out.println("simulator ready at " + simulator.baseUrl());
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            stopped.await();
            return 0;
        }
    }
}
