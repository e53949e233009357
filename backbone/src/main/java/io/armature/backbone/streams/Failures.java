package io.armature.backbone.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * What to do when a stream thread has failed: try again, unless failures of our own come too often, eleven within ten
 * minutes, or two of a kind that trying again does not mend. An outage of the broker or the registry is waited out,
 * however long it takes.
 */
public final class Failures {
    /** What becomes of the thread. */
    enum Response {
        TRY_AGAIN,
        /** Stop: the process is to be restarted, and someone to look at it. */
        GIVE_UP
    }

    private static final int MOST = 10;
    /** So many as one failure that lasts counts for; one alone may be a broker that does not know its topics yet. */
    private static final int LASTING = 6;

    private static final Duration WITHIN = Duration.ofMinutes(10);
    /** Of the reason, in characters: Kafka Streams puts whole stack traces into messages. */
    private static final int MOST_SAID = 200;

    private final Class<? extends Throwable> lasting;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private volatile @Nullable Throwable newest;

    /** @param lasting failures that trying again does not mend, while a start of the service may: a topic is gone */
    Failures(Class<? extends Throwable> lasting) {
        this.lasting = lasting;
    }

    /** Counts a failure that happened now. */
    synchronized Response on(Throwable failure, Instant now) {
        newest = failure;
        if (isOutside(failure)) {
            return Response.TRY_AGAIN;
        }
        for (int i = 0; i < (lasting.isInstance(failure) ? LASTING : 1); i++) {
            recent.addLast(now);
        }
        while (recent.getFirst().isBefore(now.minus(WITHIN))) {
            recent.removeFirst();
        }
        return recent.size() > MOST ? Response.GIVE_UP : Response.TRY_AGAIN;
    }

    /** Whether the reason lies outside and will pass. */
    public static boolean isOutside(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    /** The root of the newest failure in one line, for the health of a service that does not run. */
    Optional<String> newest() {
        Throwable root = newest;
        if (root == null) {
            return Optional.empty();
        }
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return Optional.of(root.getClass().getSimpleName() + ": "
                + (said.length() > MOST_SAID ? said.substring(0, MOST_SAID) + "…" : said));
    }
}
