package io.armature.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real schema registry (Apicurio, by Confluent's REST API) as a child process; its data stays in a folder. */
public final class Registry implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final Duration LONGEST_RECORDING = Duration.ofMinutes(3);

    private final Process process;
    private final int port;
    private final Duration longestStop;

    private Registry(Process process, int port, Duration longestStop) {
        this.process = process;
        this.port = port;
        this.longestStop = longestStop;
    }

    /**
     * Starts one; it is not ready before {@link #awaitReady}.
     *
     * @param distribution the unpacked distribution, with its {@code quarkus-run.jar}
     * @param folder holds the schemas; their ids are in every event, so it lives as long as the broker's data
     */
    static Registry start(Path distribution, Path folder, int port) {
        return start(distribution, folder, port, usualCache(distribution));
    }

    /** Starts one with a cache, or has it make one. */
    static Registry start(Path distribution, Path folder, int port, StartCache cache) {
        try {
            return new Registry(
                    recipe(distribution, folder, port, cache).start(),
                    port,
                    cache.recording() ? LONGEST_RECORDING : LONGEST_STOP);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the schema registry in " + folder, e);
        }
    }

    /**
     * The process that {@code start} starts, not started yet. Parameters as there. It ends when its standard input
     * does: leave that the pipe it is.
     */
    public static ProcessBuilder recipe(Path distribution, Path folder, int port) {
        return recipe(distribution, folder, port, usualCache(distribution));
    }

    private static StartCache usualCache(Path distribution) {
        return StartCache.at(distribution.resolveSibling("start").resolve("registry.aot"));
    }

    private static ProcessBuilder recipe(Path distribution, Path folder, int port, StartCache cache) {
        Path jar = distribution.resolve("quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "the schema registry is not at " + jar + "; build with ./mvnw -DskipTests package");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the schema registry's folder " + folder, e);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(cache.flags(folder.toAbsolutePath().resolve("start-cache.log")));
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                // Its second port, which would be 9000 on every interface; nothing here needs it.
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + folder.toAbsolutePath().resolve("registry"),
                "-cp",
                jar.toAbsolutePath() + File.pathSeparator + ownClasses(),
                RegistryProcess.class.getName()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile());
    }

    /** What to set as {@code schema.registry.url}. */
    String url() {
        return url(port);
    }

    /** The same for a registry on this port of this machine. */
    public static String url(int port) {
        return "http://localhost:" + port + "/apis/ccompat/v7";
    }

    /** Waits until it answers. */
    void awaitReady() throws InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(
                "the schema registry did not become ready; its log is registry.log in its folder");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(longestStop.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path ownClasses() {
        try {
            return Path.of(Registry.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classes of this program are in no folder or jar", e);
        }
    }
}
