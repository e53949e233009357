package io.armature.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A small disk of its own for a folder, kept in memory; everything that is left on it can be taken. Only on Linux, and
 * only where this process may mount.
 */
final class SmallDisk implements AutoCloseable {
    /**
     * The assembler takes up some 450 MiB even when it keeps little: RocksDB asks for files of a few MiB in advance.
     */
    private static final String SIZE = "size=768m";

    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final Thread atExit;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.atExit = new Thread(this::unmount);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Mounts one; what was in the folder is hidden from then on.
     *
     * @return empty where that is not allowed
     */
    static Optional<SmallDisk> mountedOn(Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            return run("mount", "-t", "tmpfs", "-o", SIZE, "armature-chaos", folder.toString())
                    ? Optional.of(new SmallDisk(folder))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // There is no such command.
        }
    }

    /** Nothing more can be written to it when this returns. */
    synchronized void fill() {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (!isFull()) {
                ballast.write(chunk);
            }
        } catch (IOException e) {
            // No space left on device: that is what it is for.
        }
    }

    /** Its space is there again. */
    synchronized void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot free the disk at " + folder, e);
        }
    }

    private boolean isFull() throws IOException {
        return Files.getFileStore(folder).getUsableSpace() == 0;
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Also while files on it are open. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        unmount();
    }

    private void unmount() {
        try {
            run("umount", "--lazy", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unmount " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0;
    }
}
