package io.armature.inflight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link HandlingProcess} in a JVM of its own. */
final class StartedProcess implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final Journal journal;

    /**
     * @param folder for its journal and its log
     * @param more the arguments after the journal
     */
    StartedProcess(Path folder, String name, List<String> consuming, int... more) throws IOException {
        Path written = folder.resolve(name + ".journal");
        log = folder.resolve(name + ".log");
        journal = new Journal(written);
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HandlingProcess.class.getName()));
        command.addAll(consuming);
        command.add(written.toString());
        for (int number : more) {
            command.add(Integer.toString(number));
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** What it did so far. */
    Journal journal() {
        if (!process.isAlive() && process.exitValue() != 0 && process.exitValue() != 137) {
            throw new IllegalStateException("the process ended by itself; see " + log);
        }
        return journal;
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to leave, and waits until it has left. */
    void leave() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("the process did not leave in good order; see " + log);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
