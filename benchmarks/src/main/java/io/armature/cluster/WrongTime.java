package io.armature.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processes whose clock is wrong, by <a href="https://github.com/wolfcw/libfaketime">libfaketime</a>; what they measure
 * and how long they wait stays right. Of Debian's packages it is in {@code faketime}.
 */
public final class WrongTime {
    private static final Optional<Path> LIBRARY = Stream.of("/usr/lib", "/usr/lib64", "/usr/local/lib")
            .map(Path::of)
            .flatMap(WrongTime::find)
            .findFirst();

    private WrongTime() {}

    /** Whether this machine has it. */
    public static boolean isPossible() {
        return LIBRARY.isPresent();
    }

    /**
     * Changes the environment of a process to be started.
     *
     * @param by below zero: it is slow; zero: it is right
     * @throws IllegalStateException where it is not possible
     */
    static void set(Map<String, String> environment, Duration by) {
        if (by.isZero()) {
            environment.remove("LD_PRELOAD");
            return;
        }
        environment.put(
                "LD_PRELOAD",
                LIBRARY.orElseThrow(() -> new IllegalStateException("there is no libfaketime on this machine"))
                        .toString());
        environment.put("FAKETIME", (by.isNegative() ? "" : "+") + by.toSeconds() + "s");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // Or every timed wait of the JVM returns at once.
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    private static Stream<Path> find(Path folder) {
        try (Stream<Path> files = Files.find(folder, 3, (path, a) -> path.endsWith("libfaketimeMT.so.1"))) {
            return files.toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
    }
}
