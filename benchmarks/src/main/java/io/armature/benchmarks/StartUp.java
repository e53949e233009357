package io.armature.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** From the command to the first finished plan, with empty data and the project built. */
final class StartUp {
    private static final double MOST_SECONDS = 30;
    private static final long LONGEST_STOP_SECONDS = 60;

    private final Path home;

    StartUp(Path home) {
        this.home = home;
    }

    /** One run that does not count makes the start caches, when they are not there yet. */
    Row measure(int runs) throws IOException, InterruptedException {
        if (!Files.isDirectory(home.resolve("quickstart/target/start"))) {
            seconds();
        }
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            seconds.add(seconds());
        }
        Sample sample = Sample.of(seconds);
        return new Row(
                "start",
                "./armature demo --fresh to its first finished plan, built, start caches made",
                "<= 30 s on 2 cores",
                String.format(Locale.ROOT, "%.1f s median of %d (at most %.1f)", sample.median(), runs, sample.max()),
                Row.Verdict.of(sample.median() <= MOST_SECONDS),
                Map.of("medianSeconds", sample.median(), "maxSeconds", sample.max()));
    }

    private double seconds() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("armature-start");
        ProcessBuilder demo =
                new ProcessBuilder(home.resolve("armature").toString(), "demo", "--fresh", "--plain", "--simulator");
        demo.environment().put("ARMATURE_FOLDER", folder.toString());
        long start = System.nanoTime();
        Process process = demo.redirectErrorStream(true).start();
        List<String> printed = new ArrayList<>();
        boolean complete;
        double seconds;
        try (BufferedReader lines = process.inputReader()) {
            complete = readsComplete(lines, printed);
            seconds = (System.nanoTime() - start) / 1e9;
        } finally {
            process.destroy();
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        if (!complete) {
            throw new IllegalStateException("./armature demo ended without a complete plan; its log is in " + folder
                    + ". It printed:\n" + String.join("\n", printed));
        }
        remove(folder);
        return seconds;
    }

    /** Reads up to the first complete plan; false when there is none. */
    private static boolean readsComplete(BufferedReader lines, List<String> printed) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            printed.add(line);
            if (line.contains("COMPLETE.")) {
                return true;
            }
        }
        return false;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
