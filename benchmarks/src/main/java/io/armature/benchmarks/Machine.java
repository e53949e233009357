package io.armature.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where it was measured.
 *
 * @param load average of the last minute when the measurement began: what else the machine was doing
 */
record Machine(int cores, long memoryGiB, String processor, String system, String jdk, double load) {
    private static final double MOST_LOAD_OF_A_QUIET_ONE = 3;

    static Machine here() {
        var os = ManagementFactory.getOperatingSystemMXBean();
        long memory = os instanceof com.sun.management.OperatingSystemMXBean more ? more.getTotalMemorySize() : 0;
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Math.round(memory / (double) (1L << 30)),
                processorName(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                os.getSystemLoadAverage());
    }

    /** Whether it did little else. */
    boolean isQuiet() {
        return load <= MOST_LOAD_OF_A_QUIET_ONE;
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "%d cores, %d GiB, %s, %s, %s, load average before %.1f",
                cores,
                memoryGiB,
                processor,
                system,
                jdk,
                load);
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
