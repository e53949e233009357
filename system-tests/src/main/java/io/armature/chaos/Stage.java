package io.armature.chaos;

import io.armature.chaos.Disturbance.Victim.Kind;
import io.armature.cluster.Cluster;
import io.armature.cluster.Simulated;
import io.armature.cluster.SystemProcess;
import io.armature.cluster.WrongTime;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    private final List<String> impossible = new ArrayList<>();
    private final Supervision supervision;
    private final Future<?> supervising;
    private final Optional<SmallDisk> disk;

    /** @param withSmallDisk whether the assembler's disk is to be full sometimes; it starts anew on another one then */
    Stage(Cluster cluster, boolean withSmallDisk) throws InterruptedException {
        this.cluster = cluster;
        cheap(CALM);
        disk = withSmallDisk ? smallDisk(cluster) : Optional.empty();
        supervision = new Supervision(cluster, troubles);
        supervising = meanwhile.submit(supervision::run);
    }

    private static Optional<SmallDisk> smallDisk(Cluster cluster) throws InterruptedException {
        SystemProcess assembler = cluster.assembler();
        assembler.close();
        Optional<SmallDisk> disk = SmallDisk.mountedOn(cluster.dataOf(assembler));
        assembler.restart();
        cluster.awaitReady(assembler);
        return disk;
    }

    void happen(Disturbance disturbance) throws InterruptedException {
        switch (disturbance) {
            case Disturbance.Kill(var victim) -> {
                SystemProcess process = process(victim);
                // One that is frozen or being started anew is killed in that state.
                synchronized (process) {
                    killAndRestart(victim.kind(), process);
                }
            }
            case Disturbance.Freeze(var victim, var length) -> {
                SystemProcess process = process(victim);
                long frozen;
                synchronized (process) {
                    frozen = process.pid();
                    troubles.frozen(victim.kind(), Instant.now(), length);
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
            case Disturbance.FullDisk(boolean killed, var length) -> {
                if (disk.isEmpty()) {
                    impossible.add("a full disk: only root may mount one, on Linux");
                    return;
                }
                disk.get().fill();
                after(length, disk.get()::free);
                if (killed) {
                    happen(new Disturbance.Kill(new Disturbance.Victim(Kind.ASSEMBLER, 0)));
                }
            }
            case Disturbance.WrongClock(var victim, var by, var length) -> {
                if (!WrongTime.isPossible()) {
                    impossible.add("a wrong clock: there is no libfaketime; on Debian it is in the package faketime");
                    return;
                }
                SystemProcess process = process(victim);
                startAnew(victim.kind(), process, by);
                after(length, () -> startAnew(victim.kind(), process, Duration.ZERO));
            }
        }
    }

    private void startAnew(Kind kind, SystemProcess process, Duration wrongBy) throws InterruptedException {
        synchronized (process) {
            process.setClock(wrongBy);
            if (cluster.services().contains(process)) { // Else it was scaled away meanwhile.
                killAndRestart(kind, process);
            }
        }
    }

    private void killAndRestart(Kind kind, SystemProcess process) throws InterruptedException {
        Instant before = Instant.now();
        process.kill();
        troubles.gone(kind, before, Instant.now());
        process.restart();
    }

    /** How often a service ended by itself and was started again. */
    int startedAgain() {
        return supervision.startedAgain();
    }

    /** Disturbances that cannot be had on this machine, and why. */
    List<String> impossible() {
        return List.copyOf(impossible);
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
        disk.ifPresent(SmallDisk::close);
    }
}
