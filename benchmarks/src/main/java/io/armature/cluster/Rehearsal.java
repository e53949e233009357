package io.armature.cluster;

import io.armature.cluster.ClusterSettings.Start;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ./armature prepare services}: starts the three services as they are started in earnest, lets them plan, and
 * stops them in order, while each JVM writes down what it loaded: their start caches.
 */
public final class Rehearsal {
    private static final int JOBS = 20;
    private static final int ITEMS = 8;

    private Rehearsal() {}

    /** Ends with 1 when a service has made none; its log says why. */
    public static void main(String... ignored) throws Exception {
        Path home = Path.of(System.getProperty("armature.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(
                made(ClusterSettings.of(home, home.resolve(".armature/prepare")).withStart(Start.RECORDING)) ? 0 : 1);
    }

    private static boolean made(ClusterSettings settings) throws Exception {
        System.out.println("Starting the services once, to write down what they load (a minute or three).");
        Instant before = Instant.now();
        try (Cluster cluster = Cluster.start(settings)) {
            cluster.models().behave(Map.of("*", Faults.NONE.withLatency(Latency.ofMillis(5))));
            try (Upstream upstream = new Upstream(cluster.kafka(), Set.of())) {
                List<String> jobs = upstream.submit(JOBS, ITEMS);
                upstream.await(jobs, before);
            }
            cluster.services().forEach(SystemProcess::close);
        }
        boolean all = true;
        for (String module : List.of("planner-service", "assembler-service", "item-worker-service")) {
            Path cache = settings.home().resolve(module).resolve("target/app/start.aot");
            boolean made = Files.isRegularFile(cache)
                    && Files.getLastModifiedTime(cache).toInstant().isAfter(before);
            System.out.println(
                    made
                            ? module + ": " + (Files.size(cache) >> 20) + " MiB in "
                                    + settings.home().relativize(cache)
                            : module + ": none was made; see " + settings.logs());
            all &= made;
        }
        return all;
    }
}
