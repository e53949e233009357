package io.armature.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code rehearse}: what {@code ./armature prepare} runs to make the start caches: everything starts on data that is
 * thrown away, plans the examples with models that answer at once, and stops, while the JVMs write down what they
 * loaded.
 */
@Command(name = "rehearse", hidden = true, description = "Starts everything once, to make the start caches.")
final class RehearseCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        Installation real = Installation.here();
        Installation stage = new Installation(real.home(), Files.createTempDirectory("armature-prepare"));
        Files.createDirectories(real.registryCache().getParent());
        try {
            rehearse(stage, new StartCache(real.registryCache(), true));
            return 0;
        } finally {
            remove(stage.folder());
        }
    }

    private static void rehearse(Installation stage, StartCache registryCache) throws Exception {
        Running.Wish wish = new Running.Wish(true, ModelChoice.Simulated.atOnce(), registryCache);
        try (Running running = Running.start(stage, wish, new Announcements(text -> {}))) {
            Client client = new Client(running.endpoints());
            Following following = new Following(
                    client, new Output(), new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
            for (Path example : stage.examples()) {
                following.show(following.toTheEnd(client.submit(Files.readString(example))), stage.folder());
            }
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
