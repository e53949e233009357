package io.armature.inflight;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a poll early when there is no reason to wait: the window has room again, or it is time to pause, resume or stop.
 */
final class Waking {
    /** Whose poll waits now. Taken by the first who wakes it, so that one poll is woken once at most. */
    private final AtomicReference<@Nullable Consumer<?, ?>> waiting = new AtomicReference<>();

    /**
     * Polls.
     *
     * @param overtaken whether the reason to wait is gone already; asked when {@link #wake} has its effect
     */
    ConsumerRecords<byte[], byte[]> poll(
            Consumer<byte[], byte[]> consumer, Duration longest, BooleanSupplier overtaken) {
        try {
            waiting.set(consumer);
            return consumer.poll(overtaken.getAsBoolean() ? Duration.ZERO : longest);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } finally {
            waiting.set(null);
        }
    }

    void wake() {
        Consumer<?, ?> polling = waiting.getAndSet(null);
        if (polling != null) {
            polling.wakeup();
        }
    }

    /** Makes a call; again, when a wake-up that was meant for the poll came a moment late and ended it. */
    static <T> T again(Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException e) {
            return call.get();
        }
    }
}
