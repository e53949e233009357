package io.armature.backbone;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what has been paid for: while the broker or the registry is away it is tried again, after pauses of 100 ms
 * that double up to 5 s.
 */
final class Persistence {
    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private Persistence() {}

    /** One attempt; a {@link KafkaException} says that it failed. */
    @FunctionalInterface
    interface Attempt<T> {
        T publish() throws InterruptedException;
    }

    /**
     * @param about {@code key=value} words that say in the log what is published
     * @param wanted asked after each failure; when it says no, it is given up
     * @return what the attempt that succeeded returned; empty when it was given up
     * @throws RecordTooLargeException when it can never be published
     */
    static <T> Optional<T> publish(Attempt<T> attempt, String about, BooleanSupplier wanted)
            throws InterruptedException {
        for (Duration wait = FIRST_WAIT; ; wait = longer(wait)) {
            try {
                return Optional.of(attempt.publish());
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    if (cause instanceof RecordTooLargeException tooLarge) {
                        throw tooLarge;
                    }
                }
                if (!wanted.getAsBoolean()) {
                    return Optional.empty();
                }
                LOG.warn("{} cannot be published yet, tried again in {} ms: {}", about, wait.toMillis(), e.toString());
                Thread.sleep(wait);
            }
        }
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
    }
}
