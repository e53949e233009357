package io.armature.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real schema registry (Apicurio, by Confluent's REST API) as a child process; its data stays in a folder. */
public final class Registry implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Process process;
    private final int port;

    private Registry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one; it is not ready before {@link #awaitReady}.
     *
     * @param distribution the unpacked distribution, with its {@code quarkus-run.jar}
     * @param folder holds the schemas; their ids are in every event, so it lives as long as the broker's data
     */
    static Registry start(Path distribution, Path folder, int port) {
        try {
            return new Registry(recipe(distribution, folder, port).start(), port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the schema registry in " + folder, e);
        }
    }

    /** The process that {@code start} starts, not started yet. Parameters as there. */
    public static ProcessBuilder recipe(Path distribution, Path folder, int port) {
        Path jar = distribution.resolve("quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "the schema registry is not at " + jar + "; build with ./mvnw -DskipTests package");
        }
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
                    "-jar",
                    jar.toAbsolutePath().toString());
            builder.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("registry.log").toFile());
            return builder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the schema registry's folder " + folder, e);
        }
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
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
