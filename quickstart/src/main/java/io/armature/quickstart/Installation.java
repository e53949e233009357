package io.armature.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folders of the embedded default.
 *
 * @param home the project's folder; data and logs are in its {@code .armature}
 */
record Installation(Path home) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Installation here() {
        return new Installation(Path.of(System.getProperty("armature.home", "."))
                .toAbsolutePath()
                .normalize());
    }

    Path folder() {
        return home.resolve(".armature");
    }

    Path data(String what) {
        return folder().resolve("data").resolve(what);
    }

    Path registryDistribution() {
        return home.resolve("quickstart").resolve("target").resolve("registry");
    }

    List<Path> examples() {
        try (Stream<Path> files = Files.list(home.resolve("examples").resolve("meal-day"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the examples are not in " + home, e);
        }
    }

    /** Removes all data: the next start is the first. */
    void forget() {
        Path data = folder().resolve("data");
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove " + data, e);
            }
        }
    }

    /** Remembers where a running stack answers. */
    void running(Endpoints endpoints) {
        try {
            Files.createDirectories(folder());
            Files.writeString(
                    runFile(),
                    JSON.writeValueAsString(Map.of(
                            "planner",
                            endpoints.planner(),
                            "assembler",
                            endpoints.assembler(),
                            "pid",
                            ProcessHandle.current().pid())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + runFile(), e);
        }
    }

    void stopped() {
        try {
            Files.deleteIfExists(runFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + runFile(), e);
        }
    }

    /** The stack that runs now on these folders. */
    Optional<Endpoints> findRunning() {
        try {
            var run = JSON.readTree(Files.readString(runFile()));
            boolean alive = ProcessHandle.of(run.path("pid").asLong())
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
            Endpoints endpoints = new Endpoints(
                    run.path("planner").asString(), run.path("assembler").asString());
            return alive && answers(endpoints) ? Optional.of(endpoints) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean answers(Endpoints endpoints) {
        java.net.URI planner = java.net.URI.create(endpoints.planner());
        try (Socket socket = new Socket(InetAddress.getByName(planner.getHost()), planner.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private Path runFile() {
        return folder().resolve("run.json");
    }
}
