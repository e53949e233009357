package io.armature.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a process spent its CPU and what it allocated, from a recording of the JDK Flight Recorder. */
final class Profile {
    private static final int MOST = 12;

    private final Map<String, Long> cpuByMethod = new HashMap<>();
    private final Map<String, Long> cpuByCaller = new HashMap<>();
    private final Map<String, Long> allocatedByCaller = new HashMap<>();

    private Profile() {}

    static Profile read(Path recording) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                profile.take(file.readEvent());
            }
        }
        return profile;
    }

    void print(String process, PrintStream out) {
        out.println("\n" + process);
        table(out, "CPU, by the method that ran", cpuByMethod);
        table(out, "CPU, by the first method outside the JDK", cpuByCaller);
        table(out, "allocation, by the first method outside the JDK", allocatedByCaller);
    }

    private void take(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        switch (event.getEventType().getName()) {
            case "jdk.CPUTimeSample" -> {
                count(cpuByMethod, frames, frame -> true, 1);
                count(cpuByCaller, frames, Profile::outsideTheJdk, 1);
            }
            case "jdk.ObjectAllocationSample" ->
                count(allocatedByCaller, frames, Profile::outsideTheJdk, event.getLong("weight"));
            default -> {
                // Not asked for.
            }
        }
    }

    private static void count(
            Map<String, Long> counts, List<RecordedFrame> frames, Predicate<RecordedFrame> wanted, long weight) {
        frames.stream()
                .filter(RecordedFrame::isJavaFrame)
                .filter(wanted)
                .findFirst()
                .ifPresent(frame -> counts.merge(name(frame), weight, Long::sum));
    }

    private static boolean outsideTheJdk(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return !type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.");
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static void table(PrintStream out, String what, Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        out.println("  " + what + ":");
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .forEach(entry ->
                        out.printf(Locale.ROOT, "  %5.1f%%  %s%n", 100.0 * entry.getValue() / all, entry.getKey()));
    }
}
