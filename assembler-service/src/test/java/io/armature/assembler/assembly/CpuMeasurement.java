package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Events.skeleton;

import io.armature.events.ItemCompleted;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CPU time of assembly for each item, for plans of more and more items, and with a thousand other plans open. Run it
 * with the test class path; docs/assembler-service.md has the figures.
 */
public final class CpuMeasurement {
    private static final int ITEMS = 20_000;
    private static final int OPEN = 1_000;
    private static final int ROUNDS = 5;
    private static final String CONTENT = "\"" + "x".repeat(2_000) + "\"";

    private CpuMeasurement() {}

    public static void main(String... args) throws Exception {
        Path folder = Files.createTempDirectory("assembly");
        try (AssemblyDriver assembly = new AssemblyDriver(folder, AssemblyDriver.BOUNDS)) {
            int[] sizes = {10, 100, 1_000, 5_000};
            int next = 0;
            for (int open : new int[] {0, OPEN}) {
                for (int i = 0; i < open; i++) {
                    assembly.send(accepted("open-" + i));
                    assembly.send(skeleton("open-" + i, PLANNING, ids(20)));
                }
                for (int size : sizes) {
                    double[] micros = new double[ROUNDS + 1];
                    for (int round = 0; round <= ROUNDS; round++) {
                        micros[round] = round(assembly, size, next);
                        next += ITEMS;
                    }
                    double[] warm = Arrays.stream(micros).skip(1).sorted().toArray();
                    System.out.printf(
                            "open=%d items/plan=%d CPU/item median=%.0f us (%.0f-%.0f)%n",
                            open, size, warm[ROUNDS / 2], warm[0], warm[ROUNDS - 1]);
                }
            }
        }
    }

    private static double round(AssemblyDriver assembly, int size, int first) {
        List<String> ids = ids(size);
        long cpu = 0;
        for (int plan = 0; plan < ITEMS / size; plan++) {
            String jobId = "job-" + (first + plan);
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            assembly.send(accepted(jobId));
            assembly.send(skeleton(jobId, PLANNING, ids));
            for (String id : ids) {
                assembly.send(
                        ItemCompleted.newBuilder(Events.done(jobId, PLANNING, id, attempt(jobId + id, 0, "0.001")))
                                .setContent(CONTENT)
                                .build());
            }
            cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            if (assembly.ends().size() != 1) {
                throw new IllegalStateException(jobId + " did not end");
            }
            assembly.progress();
        }
        return cpu / 1e3 / ITEMS;
    }

    private static List<String> ids(int size) {
        return IntStream.range(0, size).mapToObj(i -> "item-" + i).toList();
    }
}
