package io.armature.assembler;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.skeleton;

import io.armature.assembler.Backbone.Assembler;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Time from the last result of a plan, durable on its topic, to the plan's end seen by a reader of what is committed,
 * one plan at a time; and the CPU time of an idle assembler with its broker. Arguments are passed on as settings, for
 * example {@code --armature.assembler.commit-interval=50ms}.
 */
public final class LatencyMeasurement {
    private static final int WARM_UP = 30;
    private static final int PLANS = 100;
    private static final long IDLE_MILLIS = 10_000;

    private LatencyMeasurement() {}

    public static void main(String... args) throws Exception {
        try (Backbone backbone = new Backbone();
                Assembler assembler = backbone.start(Files.createTempDirectory("latency"), args)) {
            double[] millis = new double[PLANS];
            for (int i = -WARM_UP; i < PLANS; i++) {
                String jobId = "latency-" + (i + WARM_UP);
                backbone.publish(accepted(jobId, Instant.now()));
                backbone.publish(skeleton(jobId, PLANNING, List.of("a", "b")));
                backbone.publish(done(jobId, PLANNING, "a"));
                Thread.sleep(150); // earlier work is committed, as it is when a model takes its time
                backbone.publish(done(jobId, PLANNING, "b"));
                long published = System.nanoTime();
                while (backbone.ends(jobId).isEmpty()) {
                    Thread.sleep(0, 200_000);
                }
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - published) / 1e6;
                }
            }
            Arrays.sort(millis);
            var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long before = process.getProcessCpuTime();
            Thread.sleep(IDLE_MILLIS);
            double idle = (process.getProcessCpuTime() - before) / 1e6 / IDLE_MILLIS;
            System.out.printf(
                    "%s last result to visible end: median %.1f ms, p90 %.1f, p99 %.1f, least %.1f; idle %.3f cores"
                            + " (broker included); load %.1f%n",
                    String.join(" ", args),
                    millis[PLANS / 2],
                    millis[PLANS * 9 / 10],
                    millis[PLANS * 99 / 100],
                    millis[0],
                    idle,
                    process.getSystemLoadAverage());
        }
    }
}
