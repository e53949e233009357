package io.armature.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folders of the embedded default.
 *
 * @param home the project's folder
 * @param folder data, logs and finished documents
 */
record Installation(Path home, Path folder) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Installation here() {
        Path home = Path.of(System.getProperty("armature.home", "."))
                .toAbsolutePath()
                .normalize();
        Path folder = Optional.ofNullable(System.getProperty("armature.folder"))
                .map(Path::of)
                .orElse(home.resolve(".armature"));
        return new Installation(home, folder.toAbsolutePath().normalize());
    }

    Path data(String what) {
        return folder().resolve("data").resolve(what);
    }

    Path registryDistribution() {
        return home.resolve("quickstart").resolve("target").resolve("registry");
    }

    /** The cache that makes the registry start faster. */
    Path registryCache() {
        return Optional.ofNullable(System.getProperty("armature.start"))
                .map(Path::of)
                .orElse(home.resolve("quickstart").resolve("target").resolve("start"))
                .resolve("registry.aot");
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

    /** Held by the one process that runs on these folders, for as long as it lives. */
    @SuppressWarnings("MustBeClosedChecker")
    FileLock lock() throws Complaint {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse();
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            throw inUse();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder, e);
        }
    }

    private Complaint inUse() {
        return Complaint.error("Armature runs here already, on " + folder
                + ". Use ./armature submit FILE against it, or stop it first.");
    }

    /** True when the last process on these folders left without saying so; ask while holding {@link #lock}. */
    boolean wasKilled() {
        return Files.exists(runFile());
    }

    /** Something runs here, and cannot be used yet. */
    void starting() {
        write(Map.of("pid", ProcessHandle.current().pid()));
    }

    /** Remembers where a running stack answers. */
    void running(Parts parts) {
        write(Map.of("parts", parts.all(), "pid", ProcessHandle.current().pid()));
    }

    private void write(Map<String, Object> run) {
        try {
            Files.createDirectories(folder);
            Files.writeString(runFile(), JSON.writeValueAsString(run));
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

    /** The stack that runs now on these folders, and answers. */
    Optional<Endpoints> findRunning() throws InterruptedException {
        Optional<Parts> parts = findParts();
        return parts.isPresent() && parts.get().named("planner").isReady()
                ? parts.map(Parts::endpoints)
                : Optional.empty();
    }

    /** What the process said of itself that runs now on these folders. */
    Optional<Parts> findParts() {
        try {
            JsonNode run = JSON.readTree(Files.readString(runFile()));
            boolean alive = ProcessHandle.of(run.path("pid").asLong())
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
            return alive && run.has("parts")
                    ? Optional.of(new Parts(List.of(JSON.treeToValue(run.path("parts"), Parts.Part[].class))))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private Path runFile() {
        return folder().resolve("run.json");
    }
}
