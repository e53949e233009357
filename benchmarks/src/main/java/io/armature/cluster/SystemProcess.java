package io.armature.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One process of the system, which can be killed, stopped, continued and started again. */
public final class SystemProcess implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
    /** Of the fields of {@code /proc/PID/task/TID/stat} after the name; system time is the next. */
    private static final int USER_TICKS = 11;
    /** {@code USER_HZ} is 100 on Linux. */
    private static final int TICK_MS = 10;

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

    /** CPU time of all its threads since it was started, user and system; zero when it has ended. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * CPU time of its threads that live, by their name without its number; the compilers' and the collector's among
     * them. From {@code /proc}, so only on Linux, where names are cut at 15 characters.
     */
    public Map<String, Duration> cpuByThread() {
        Map<String, Duration> times = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
                times.merge(name.replaceAll("[-#\\d]+$", ""), Duration.ofMillis(ticks * TICK_MS), Duration::plus);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the threads of " + name + ", process " + pid(), e);
        }
        return times;
    }

    /**
     * Memory that is resident now, bytes. From {@code /proc}, so only on Linux.
     *
     * @throws UncheckedIOException where there is no {@code /proc}, or the process has ended
     */
    public long residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the memory of " + name + ", process " + pid(), e);
        }
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
