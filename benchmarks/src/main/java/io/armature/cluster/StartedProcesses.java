package io.armature.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Processes and the temporary folder of their data: none outlives this, also when only some could be started, or this
 * JVM is told to end.
 */
final class StartedProcesses implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("armature-cluster");
    private final List<SystemProcess> all = new CopyOnWriteArrayList<>();
    private final Thread atExit = new Thread(this::end);

    StartedProcesses() throws IOException {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    Path folder() {
        return folder;
    }

    SystemProcess add(SystemProcess process) {
        all.add(process);
        return process;
    }

    /** It has ended. */
    void forget(SystemProcess process) {
        all.remove(process);
    }

    /** Nothing here is worth an orderly end: everything is killed, and the data removed. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // The JVM ends, and the hook does it.
        }
        end();
    }

    private void end() {
        all.parallelStream().forEach(process -> {
            try {
                process.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
