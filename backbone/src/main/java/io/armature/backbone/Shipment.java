package io.armature.backbone;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** What one caller wants published, together or not at all, and what became of it. Safe for any thread. */
final class Shipment {
    private final List<ProducerRecord<String, SpecificRecord>> records;
    private final CompletableFuture<Boolean> published = new CompletableFuture<>();
    private volatile boolean abandoned;

    Shipment(List<ProducerRecord<String, SpecificRecord>> records) {
        this.records = List.copyOf(records);
    }

    List<ProducerRecord<String, SpecificRecord>> records() {
        return records;
    }

    void arrived() {
        published.complete(true);
    }

    void failed(KafkaException why) {
        published.completeExceptionally(why);
    }

    /** Asked last before it is published; false when its caller was interrupted, who then hears that it was not. */
    boolean isWanted() {
        boolean wanted = !abandoned;
        if (!wanted) {
            published.complete(false);
        }
        return wanted;
    }

    /**
     * Waits until it is published.
     *
     * @param withdraw takes it out of those that wait; false when it is no longer among them
     * @throws InterruptedException when the caller is interrupted; then it is, and will be, not published
     */
    void await(BooleanSupplier withdraw) throws InterruptedException {
        try {
            outcome();
        } catch (InterruptedException e) {
            abandoned = true;
            // Who takes the caller's work over must not meet events that come later: so the outcome is waited for.
            if (withdraw.getAsBoolean()
                    || !published
                            .handle((arrived, failure) -> failure == null && arrived)
                            .join()) {
                throw e;
            }
            Thread.currentThread().interrupt();
        }
    }

    private void outcome() throws InterruptedException {
        try {
            published.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException why ? why : new KafkaException(e.getCause());
        }
    }
}
