package io.armature.inflight;

import java.util.concurrent.ThreadFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each polled record a virtual thread of its own and a place in the window. */
final class RecordRunner {
    /** Takes one record to its end. */
    @FunctionalInterface
    interface Work {
        /** @throws InterruptedException when the partition is given back; the record is then not done */
        void untilDone(ConsumerRecord<byte[], byte[]> record, Partition partition) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RecordRunner.class);

    private final Work work;
    private final InFlightMetrics metrics;
    private final Window window;
    private final ThreadFactory threads;

    RecordRunner(InFlightSettings settings, Work work, InFlightMetrics metrics, Window window) {
        this.work = work;
        this.metrics = metrics;
        this.window = window;
        this.threads = Thread.ofVirtual().name(settings.topic() + "-", 0).factory();
    }

    /** Called by the poll thread. */
    void polled(ConsumerRecord<byte[], byte[]> record, Partition partition) {
        switch (partition.polled(record)) {
            case COMPLETED_BEFORE -> metrics.skipped.increment();
            case REDONE -> {
                metrics.redone.increment();
                launch(record, partition);
            }
            case FIRST -> launch(record, partition);
        }
    }

    private void launch(ConsumerRecord<byte[], byte[]> record, Partition partition) {
        int size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        long ticket = window.enter(size);
        threads.newThread(() -> {
                    try {
                        inSlot(record, partition);
                    } catch (InterruptedException e) {
                        metrics.interrupted.increment();
                    } catch (Throwable e) {
                        LOG.error(
                                "topic={} partition={} offset={} its thread failed; it is handled again when the"
                                        + " partition has another owner",
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                e);
                    } finally {
                        window.leave(ticket, size);
                    }
                })
                .start();
    }

    private void inSlot(ConsumerRecord<byte[], byte[]> record, Partition partition) throws InterruptedException {
        window.acquireSlot();
        try {
            if (!partition.started(record.offset(), Thread.currentThread())) {
                return;
            }
            try {
                work.untilDone(record, partition);
                if (partition.done(record.offset())) {
                    metrics.completed.increment();
                }
            } finally {
                partition.left(record.offset());
            }
        } finally {
            window.releaseSlot();
        }
    }
}
