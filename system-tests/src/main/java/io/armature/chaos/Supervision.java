package io.armature.chaos;

import io.armature.chaos.Disturbance.Victim.Kind;
import io.armature.cluster.Cluster;
import io.armature.cluster.SystemProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Starts services again that have ended by themselves, or whose liveness says that only a new start helps, as whatever
 * runs services does. One that starts while the registry is away, for instance, gives up.
 */
final class Supervision {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Cluster cluster;
    private final Troubles troubles;
    private final AtomicInteger startedAgain = new AtomicInteger();
    private final Set<Long> wereReady = new HashSet<>();

    Supervision(Cluster cluster, Troubles troubles) {
        this.cluster = cluster;
        this.troubles = troubles;
    }

    /** Until it is interrupted. */
    @Nullable Void run() throws InterruptedException {
        Instant lastLook = Instant.now();
        while (true) {
            Thread.sleep(BETWEEN_LOOKS);
            Instant look = Instant.now();
            for (SystemProcess service : cluster.services()) {
                boolean givenUp = givenUp(service);
                synchronized (service) {
                    if ((givenUp || !service.isAlive()) && cluster.services().contains(service)) {
                        service.kill();
                        troubles.gone(kind(service), lastLook, Instant.now());
                        service.restart();
                        startedAgain.incrementAndGet();
                    }
                }
            }
            lastLook = look;
        }
    }

    /** While it starts a service is not live yet: only one that was ready since can have given up. */
    private boolean givenUp(SystemProcess service) throws InterruptedException {
        long pid = service.pid();
        if (wereReady.contains(pid)) {
            return service.hasGivenUp() && service.pid() == pid;
        }
        if (service.isReady()) {
            wereReady.add(pid);
        }
        return false;
    }

    int startedAgain() {
        return startedAgain.get();
    }

    private Kind kind(SystemProcess service) {
        return service == cluster.planner()
                ? Kind.PLANNER
                : service == cluster.assembler() ? Kind.ASSEMBLER : Kind.WORKER;
    }
}
