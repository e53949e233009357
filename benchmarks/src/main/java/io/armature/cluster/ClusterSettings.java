package io.armature.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs, and how.
 *
 * @param home the project's folder, built
 * @param logs where the processes' logs go
 * @param workers item workers to start with, 0 to 20
 * @param window records in flight per lane of a worker, 1 to 500
 * @param jvm options of the services' JVMs
 * @param arguments further properties of all services, as {@code --name=value}
 * @param start how services are started
 */
public record ClusterSettings(
        Path home, Path logs, int workers, int window, List<String> jvm, List<String> arguments, Start start) {
    /** How a service is started. */
    public enum Start {
        /** From its runnable jar, as it is. */
        JAR,
        /** Unpacked, with its start cache where there is one; see decision 0090. */
        CACHED,
        /** Unpacked; it makes its start cache when it is stopped in order. */
        RECORDING
    }

    /** A small heap and the collector that needs the least beside it; both compilers. */
    public static final List<String> SMALL_JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private static final int MOST_WORKERS = 20;

    public ClusterSettings {
        jvm = List.copyOf(jvm);
        arguments = List.copyOf(arguments);
        if (workers < 0 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("0 to " + MOST_WORKERS + " workers, not " + workers);
        }
    }

    /** One worker with the usual window, small JVMs. */
    public static ClusterSettings of(Path home, Path logs) {
        return new ClusterSettings(home, logs, 1, 256, SMALL_JVM, List.of(), Start.JAR);
    }

    /** The same with other workers. */
    public ClusterSettings withWorkers(int number, int windowOfEach) {
        return new ClusterSettings(home, logs, number, windowOfEach, jvm, arguments, start);
    }

    /** The same with other options of the services' JVMs. */
    public ClusterSettings withJvm(List<String> options) {
        return new ClusterSettings(home, logs, workers, window, options, arguments, start);
    }

    /** The same with one more property of all services, {@code --name=value}. */
    public ClusterSettings with(String argument) {
        List<String> more = new ArrayList<>(arguments);
        more.add(argument);
        return new ClusterSettings(home, logs, workers, window, jvm, more, start);
    }

    /** The same with services that start so. */
    public ClusterSettings withStart(Start how) {
        return new ClusterSettings(home, logs, workers, window, jvm, arguments, how);
    }
}
