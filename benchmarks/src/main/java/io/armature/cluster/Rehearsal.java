package io.armature.cluster;

import io.armature.cluster.ClusterSettings.Start;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
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
    /** A JVM writes its cache when it ends; on a busy machine that takes minutes. */
    private static final Duration LONGEST_WRITING = Duration.ofMinutes(6);

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
            boolean all = true;
            for (SystemProcess service : cluster.services()) { // One after another: each writes with both cores.
                all &= made(settings, service);
            }
            return all;
        }
    }

    private static boolean made(ClusterSettings settings, SystemProcess service) throws IOException {
        boolean ended = service.stop(LONGEST_WRITING);
        Path app = settings.home().resolve(module(service)).resolve("target/app");
        Path written = app.resolve("start.aot.new");
        if (!ended || !Files.isRegularFile(written) || Files.size(written) == 0) {
            Files.deleteIfExists(written);
            System.out.println(module(service) + ": "
                    + (ended
                            ? "no start cache was written"
                            : "its start cache was not written within " + LONGEST_WRITING.toMinutes() + " minutes")
                    + "; see " + settings.logs().resolve(service.name() + ".log"));
            return false;
        }
        Path cache = Files.move(
                written, app.resolve("start.aot"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println(module(service) + ": " + (Files.size(cache) >> 20) + " MiB in "
                + settings.home().relativize(cache));
        return true;
    }

    private static String module(SystemProcess service) {
        return service.name().startsWith("worker") ? "item-worker-service" : service.name() + "-service";
    }
}
