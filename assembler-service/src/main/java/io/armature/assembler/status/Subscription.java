package io.armature.assembler.status;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one client is still to be told of a plan. It is closed when the client does not keep up, or the process stops.
 */
final class Subscription {
    static final int MOST_WAITING = 1_000;

    private final String jobId;
    /** Empty wakes up who waits. */
    private final BlockingQueue<Optional<Step>> steps = new ArrayBlockingQueue<>(MOST_WAITING + 1);

    private volatile boolean open = true;

    Subscription(String jobId) {
        this.jobId = jobId;
    }

    String jobId() {
        return jobId;
    }

    boolean isOpen() {
        return open;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The next step; null when there was none for so long, or the subscription is closed. */
    @Nullable Step next(Duration longest) throws InterruptedException {
        Optional<Step> step = steps.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        return step == null ? null : step.orElse(null);
    }

    void offer(Step step) {
        if (steps.size() >= MOST_WAITING || !steps.offer(Optional.of(step))) {
            close();
        }
    }

    void close() {
        open = false;
        if (!steps.offer(Optional.empty())) {
            steps.clear(); // who waits for so much is woken up by what is there
        }
    }
}
