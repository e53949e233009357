package io.armature.assembler.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.RetriableException;

/**
 * What to do when a stream thread has failed: try again, unless failures of our own come too often. An outage of the
 * broker or the registry is waited out, however long it takes.
 */
final class Failures {
    enum Response {
        TRY_AGAIN,
        /** Stop: the process is to be restarted, and someone to look at it. */
        GIVE_UP
    }

    private static final int MOST = 10;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final Deque<Instant> recent = new ArrayDeque<>();

    synchronized Response on(Throwable failure, Instant now) {
        if (isOutside(failure)) {
            return Response.TRY_AGAIN;
        }
        recent.addLast(now);
        while (recent.getFirst().isBefore(now.minus(WITHIN))) {
            recent.removeFirst();
        }
        return recent.size() > MOST ? Response.GIVE_UP : Response.TRY_AGAIN;
    }

    /** Whether the reason lies outside and will pass. */
    static boolean isOutside(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }
}
