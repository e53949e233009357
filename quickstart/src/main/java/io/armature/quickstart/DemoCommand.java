package io.armature.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code demo}: everything, from an empty folder to finished plans. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts everything, plans the days of three athletes, stops everything.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

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
            System.err.println(
                    "Armature runs here already (./armature up). Use ./armature submit FILE against it, or stop it first.");
            return 1;
        }
        if (fresh) {
            installation.forget();
        }
        long start = System.nanoTime();
        try (Running running = Running.start(
                installation, Optional.ofNullable(modelBaseUrl).filter(url -> !url.isBlank()), this::say)) {
            say(String.format(java.util.Locale.ROOT, "ready after %.1f s", (System.nanoTime() - start) / 1e9));
            Client client = new Client(running.endpoints());
            Following following = new Following(client, output, System.out);
            List<Path> examples = installation.examples();
            int worst = 0;
            for (Path example : examples) {
                say("\n" + example.getFileName());
                JsonNode plan = following.toTheEnd(client.submit(Files.readString(example)));
                following.show(plan, installation.folder().resolve("plans"));
                worst = Math.max(worst, Armature.exitCode(plan.path("outcome").asString("")));
            }
            say("\nStopping.");
            return worst;
        }
    }

    private void say(String text) {
        if (!output.isJson()) {
            System.out.println(text);
        }
    }
}
