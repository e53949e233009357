package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.SystemProcess;
import io.armature.cluster.Upstream;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Resident memory of each process. */
final class Footprint {
    private static final int IN_FLIGHT = 256;
    private static final long MOST_IDLE = 300;
    private static final long MOST_BUSY = 450;

    private final Cluster cluster;
    private Map<String, Long> idle = Map.of();

    Footprint(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Remembers how things stand; to be called when nothing has been done yet. */
    void idle() {
        idle = resident();
    }

    Row measure() throws InterruptedException {
        cluster.models().behave(Map.of("*", Faults.NONE.withLatency(Latency.ofMillis(4_000))));
        cluster.models().reset();
        Map<String, Long> busy;
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of())) {
            Instant sent = Instant.now();
            List<String> jobs = upstream.submit(1, IN_FLIGHT);
            while (cluster.models().stats().path("underWay").asInt() < IN_FLIGHT) {
                Thread.sleep(50);
            }
            busy = resident();
            upstream.await(jobs, sent);
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        StringBuilder result = new StringBuilder("MiB idle / busy: ");
        boolean met = true;
        for (String process : busy.keySet()) {
            long before = idle.getOrDefault(process, 0L);
            long now = busy.getOrDefault(process, 0L);
            figures.put(process + "IdleMiB", before);
            figures.put(process + "BusyMiB", now);
            result.append(figures.size() > 2 ? ", " : "").append(process + " " + before + " / " + now);
            boolean service = !process.equals("broker") && !process.equals("registry");
            met &= !service || before <= MOST_IDLE && now <= MOST_BUSY;
        }
        return new Row(
                "memory, resident",
                "each process started and idle / at 256 in flight after all rows above",
                "services <= 300 / <= 450 MiB",
                result.toString(),
                Row.Verdict.of(met),
                figures);
    }

    private Map<String, Long> resident() {
        Map<String, Long> mebibytes = new LinkedHashMap<>();
        Stream.concat(cluster.services().stream(), Stream.of(cluster.broker(), cluster.registry()))
                .forEach((SystemProcess process) -> mebibytes.put(process.name(), process.residentBytes() >> 20));
        return mebibytes;
    }
}
