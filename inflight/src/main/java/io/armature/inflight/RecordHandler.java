package io.armature.inflight;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles one record on a virtual thread of its own; may block for minutes. */
@FunctionalInterface
public interface RecordHandler<K, V> {
    /**
     * Handles one record. An exception means {@link Handled.Again} with the consumer's own growing delay.
     *
     * @throws InterruptedException when the partition was taken away or the process stops and the drain is over; the
     *     record is then not done, and its next owner handles it
     */
    Handled handle(ConsumerRecord<K, V> record) throws Exception;
}
