package io.armature.inflight;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Where records go that can never be handled. */
@FunctionalInterface
public interface DeadLetters {
    /** Keeps the record as it came, with the cause; durable when it returns. */
    void send(ConsumerRecord<byte[], byte[]> record, String why, @Nullable Throwable cause) throws InterruptedException;
}
