package io.armature.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code /proc} says of a process, so only on Linux. Every method throws an {@link UncheckedIOException} where
 * there is no {@code /proc}, or the process has ended.
 *
 * @param process its name, for messages
 */
record Vitals(String process, long pid) {
    /** Of the fields of {@code /proc/PID/task/TID/stat} after the name; system time is the next. */
    private static final int USER_TICKS = 11;
    /** {@code USER_HZ} is 100 on Linux. */
    private static final int TICK_MS = 10;

    /** Memory that is resident now, bytes. */
    long residentBytes() {
        return status("VmRSS:") * 1024;
    }

    /** Threads of the operating system. */
    long threads() {
        return status("Threads:");
    }

    /** Files, sockets and the like that it holds open. */
    long openFiles() {
        try (Stream<Path> files = Files.list(folder().resolve("fd"))) {
            return files.count();
        } catch (IOException e) {
            throw unreadable("open files", e);
        }
    }

    /**
     * CPU time of its threads that live, by their name without its number; the compilers' and the collector's among
     * them. Names are cut at 15 characters.
     */
    Map<String, Duration> cpuByThread() {
        Map<String, Duration> times = new HashMap<>();
        try (Stream<Path> threads = Files.list(folder().resolve("task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
                times.merge(name.replaceAll("[-#\\d]+$", ""), Duration.ofMillis(ticks * TICK_MS), Duration::plus);
            }
        } catch (IOException e) {
            throw unreadable("threads", e);
        }
        return times;
    }

    private long status(String field) {
        try (Stream<String> lines = Files.lines(folder().resolve("status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw unreadable("status", e);
        }
    }

    private Path folder() {
        return Path.of("/proc", Long.toString(pid));
    }

    private UncheckedIOException unreadable(String what, IOException cause) {
        return new UncheckedIOException("cannot read the " + what + " of " + process + ", process " + pid, cause);
    }
}
