package io.armature.chaos;

import io.armature.cluster.Cluster;
import io.armature.cluster.Simulated;
import io.armature.cluster.SystemProcess;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets disturbances happen to a cluster. What lasts for a while lasts while the next things happen. */
final class Stage implements AutoCloseable {
    /** Item {@code part-2} of every plan needs the strong model, so that the fallback lane is disturbed as well. */
    private static final Faults CALM =
            Faults.NONE.withLatency(Latency.parse("lognormal(300ms, 0.6)")).withPoison("part-2");

    private static final Faults STRONG = Faults.NONE.withLatency(Latency.parse("lognormal(400ms, 0.5)"));
    private static final int WINDOW = 64;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Cluster cluster;
    private final ExecutorService meanwhile = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> lasting = new ArrayList<>();
    private final Troubles troubles = new Troubles();
    private final AtomicInteger startedAgain = new AtomicInteger();
    private final Future<?> supervising;

    Stage(Cluster cluster) throws InterruptedException {
        this.cluster = cluster;
        cheap(CALM);
        supervising = meanwhile.submit(this::supervise);
    }

    void happen(Disturbance disturbance) throws InterruptedException {
        switch (disturbance) {
            case Disturbance.Kill(var victim) -> {
                SystemProcess process = process(victim);
                // One that is frozen or being started anew is killed in that state.
                synchronized (process) {
                    troubles.at(Instant.now(), Duration.ZERO);
                    process.kill();
                    process.restart();
                }
            }
            case Disturbance.Freeze(var victim, var length) -> {
                SystemProcess process = process(victim);
                long frozen;
                synchronized (process) {
                    frozen = process.pid();
                    troubles.at(Instant.now(), length);
                    process.freeze();
                }
                after(length, () -> {
                    synchronized (process) {
                        if (process.pid() == frozen) {
                            process.thaw();
                        }
                    }
                });
            }
            case Disturbance.RegistryAway(var length) -> {
                SystemProcess registry = cluster.registry();
                synchronized (registry) {
                    registry.kill();
                }
                after(length, () -> {
                    synchronized (registry) {
                        if (!registry.isAlive()) {
                            registry.restart();
                        }
                    }
                });
            }
            case Disturbance.BadProvider(var fault, double chance, var length) -> {
                cheap(CALM.withChance(fault, chance));
                after(length, () -> cheap(CALM));
            }
            case Disturbance.Outage(var length) -> {
                cheap(CALM.withOutage(true));
                after(length, () -> cheap(CALM));
            }
            case Disturbance.Scale(int workers) -> scale(workers);
        }
    }

    /**
     * Starts a service again that has ended by itself, as whatever runs services does; one that starts while the
     * registry is away, for instance, gives up.
     */
    private @Nullable Void supervise() throws InterruptedException {
        while (true) {
            Thread.sleep(BETWEEN_LOOKS);
            for (SystemProcess service : cluster.services()) {
                synchronized (service) {
                    if (!service.isAlive() && cluster.services().contains(service)) {
                        service.restart();
                        startedAgain.incrementAndGet();
                    }
                }
            }
        }
    }

    /** How often a service ended by itself and was started again. */
    int startedAgain() {
        return startedAgain.get();
    }

    /** When what happened until now happened. */
    Troubles troubles() {
        return troubles;
    }

    /** Waits until all that lasts has passed, and every service is ready. */
    void calmDown() throws InterruptedException {
        for (Future<?> one : lasting) {
            try {
                one.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("a disturbance did not go as it should", e.getCause());
            }
        }
        lasting.clear();
        if (supervising.isDone()) {
            throw new IllegalStateException("nobody supervises the services any more: " + supervising.exceptionNow());
        }
        cheap(CALM);
        for (SystemProcess service : cluster.services()) {
            awaitReady(service);
        }
    }

    /** It may end by itself once more before it is ready. */
    private void awaitReady(SystemProcess service) throws InterruptedException {
        for (int left = 3; ; left--) {
            try {
                cluster.awaitReady(service);
                return;
            } catch (IllegalStateException e) {
                if (left == 0) {
                    throw e;
                }
                Thread.sleep(BETWEEN_LOOKS.multipliedBy(2));
            }
        }
    }

    private void scale(int workers) {
        while (cluster.workers().size() < workers) {
            cluster.startWorker(WINDOW);
        }
        List<SystemProcess> surplus =
                cluster.workers().subList(workers, cluster.workers().size());
        surplus.forEach(worker -> after(Duration.ZERO, () -> cluster.removeWorker(worker)));
    }

    private SystemProcess process(Disturbance.Victim victim) {
        return switch (victim.kind()) {
            case PLANNER -> cluster.planner();
            case ASSEMBLER -> cluster.assembler();
            case BROKER -> cluster.broker();
            case WORKER -> {
                List<SystemProcess> workers = cluster.workers();
                yield workers.get(victim.place() % workers.size());
            }
        };
    }

    private void cheap(Faults faults) throws InterruptedException {
        cluster.models().behave(Map.of(Simulated.CHEAP, faults, Simulated.STRONG, STRONG));
    }

    private void after(Duration length, Ending ending) {
        lasting.add(meanwhile.submit(() -> {
            Thread.sleep(length);
            ending.end();
            return null;
        }));
    }

    @FunctionalInterface
    private interface Ending {
        void end() throws InterruptedException;
    }

    @Override
    public void close() {
        meanwhile.shutdownNow();
    }
}
