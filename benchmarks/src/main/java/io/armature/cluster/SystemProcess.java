package io.armature.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of the system, which can be killed, stopped, continued and started again. */
public final class SystemProcess implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);

    private final String name;
    private final int port;
    private final ProcessBuilder recipe;
    private volatile Process process;

    private SystemProcess(String name, int port, ProcessBuilder recipe) {
        this.name = name;
        this.port = port;
        this.recipe = recipe;
        this.process = started(recipe, name);
    }

    /**
     * Starts it; it need not be ready when this returns.
     *
     * @param port the one that it listens on
     * @param log what it prints, one start after another
     */
    static SystemProcess start(String name, int port, ProcessBuilder recipe, Path log) {
        recipe.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new SystemProcess(name, port, recipe);
    }

    /** For people, for example {@code worker-2}. */
    public String name() {
        return name;
    }

    /** The port that it listens on, also after a restart. */
    public int port() {
        return port;
    }

    /** Of the operating system. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: it cannot do anything about it. It is gone when this returns. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGSTOP: it stands still, and everybody else sees it fall silent. */
    public void freeze() throws InterruptedException {
        signal("STOP");
    }

    /** SIGCONT after {@link #freeze()}. */
    public void thaw() throws InterruptedException {
        signal("CONT");
    }

    /** Starts it anew, by the same command, after it has ended. */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " still runs as process " + process.pid());
        }
        process = started(recipe, name);
    }

    /**
     * From its next start on its clock is wrong by so much, where {@link WrongTime#isPossible}.
     *
     * @param wrongBy below zero: it is slow; zero: it is right again
     */
    public void setClock(Duration wrongBy) {
        WrongTime.set(recipe.environment(), wrongBy);
    }

    /** Whether its liveness says that only a new start helps. One that does not answer has not said so. */
    public boolean hasGivenUp() throws InterruptedException {
        return Ready.status("http://127.0.0.1:" + port + "/actuator/health/liveness") == 503;
    }

    /** Whether it says that it is ready. */
    public boolean isReady() throws InterruptedException {
        return Ready.status("http://127.0.0.1:" + port + "/actuator/health/readiness") == 200;
    }

    /** CPU time of all its threads since it was started, user and system; zero when it has ended. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * CPU time of its threads that live, by their name without its number; the compilers' and the collector's among
     * them. From {@code /proc}, so only on Linux, where names are cut at 15 characters.
     */
    public Map<String, Duration> cpuByThread() {
        return vitals().cpuByThread();
    }

    /**
     * Memory that is resident now, bytes. From {@code /proc}, so only on Linux.
     *
     * @throws UncheckedIOException where there is no {@code /proc}, or the process has ended
     */
    public long residentBytes() {
        return vitals().residentBytes();
    }

    /** Threads of the operating system now; as {@link #residentBytes()}. */
    public long threads() {
        return vitals().threads();
    }

    /** Files, sockets and the like that it holds open now; as {@link #residentBytes()}. */
    public long openFiles() {
        return vitals().openFiles();
    }

    private Vitals vitals() {
        return new Vitals(name, pid());
    }

    /**
     * Of what it shows to Prometheus, the sum of one metric over all its labels; 0 when it has none of this name.
     *
     * @param metric as in {@code /actuator/prometheus}
     * @param label that the metric must have, for example {@code area="heap"}; empty for all
     */
    public double metric(String metric, String label) throws InterruptedException {
        return Scrape.sum("http://127.0.0.1:" + port + "/actuator/prometheus", metric, label);
    }

    /**
     * Gives a diagnostic command to its JVM, as {@code jcmd} does.
     *
     * @throws IllegalStateException when it does not take it
     */
    public void diagnose(String... command) throws InterruptedException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        all.add(Long.toString(pid()));
        all.addAll(List.of(command));
        run(all);
    }

    /** SIGTERM, and SIGKILL when that does not help in time. */
    @Override
    public void close() {
        stop(LONGEST_STOP);
    }

    /**
     * SIGTERM, and SIGKILL when that does not help in time.
     *
     * @return whether it ended by itself
     */
    boolean stop(Duration longest) {
        process.destroy();
        try {
            if (process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                return true;
            }
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void signal(String signal) throws InterruptedException {
        run(List.of("kill", "-" + signal, Long.toString(pid())));
    }

    private void run(List<String> command) throws InterruptedException {
        try {
            Process running =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new IllegalStateException(command + " on " + name + " failed: " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    private static Process started(ProcessBuilder recipe, String name) {
        try {
            return recipe.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + " by " + recipe.command(), e);
        }
    }
}
