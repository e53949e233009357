package io.armature.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.here();
        Running.Wish wish = new Running.Wish(fresh, models.choice(), StartCache.at(installation.registryCache()));
        long start = System.nanoTime();
        try (Running running = Running.start(installation, wish, new Announcements(this::say))) {
            say(String.format(java.util.Locale.ROOT, "ready after %.1f s", (System.nanoTime() - start) / 1e9));
            Client client = new Client(running.endpoints());
            Following following = new Following(client, output, System.out);
            List<Path> examples = installation.examples();
            int worst = 0;
            for (Path example : examples) {
                say("\n" + example.getFileName());
                JsonNode plan = following.toTheEnd(client.submit(Files.readString(example)));
                following.show(plan, installation.folder().resolve("plans"));
                worst = Math.max(worst, Exit.of(plan));
            }
            return worst;
        }
    }

    private void say(String text) {
        if (!output.isJson()) {
            System.out.println(text);
        }
    }
}
