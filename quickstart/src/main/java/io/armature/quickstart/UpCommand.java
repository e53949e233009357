package io.armature.quickstart;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: the same, and it stays. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts everything and stays until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Option(names = "--fresh", description = "start with empty data")
    private boolean fresh;

    @Option(
            names = "--model-base-url",
            defaultValue = "${env:OPENAI_BASE_URL}",
            description = "a real provider that speaks OpenAI's format; key in OPENAI_API_KEY (default: the simulator)")
    private @Nullable String modelBaseUrl;

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.here();
        if (installation.findRunning().isPresent()) {
            System.err.println("Armature runs here already.");
            return 1;
        }
        if (fresh) {
            installation.forget();
        }
        try (Running running = Running.start(
                installation, Optional.ofNullable(modelBaseUrl).filter(url -> !url.isBlank()), System.out::println)) {
            System.out.println("Ready. Submit at " + running.endpoints().planner() + "/plans, follow at "
                    + running.endpoints().assembler()
                    + "/plans; or ./armature submit examples/meal-day/easy-day.json. Ctrl-C stops it.");
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
