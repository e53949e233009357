package io.armature.backbone.answers;

import io.armature.generation.PaidAnswers;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What was paid for, and what was published, while the records of a topic were handled. Where a record asks for several
 * items, what belongs to one of them goes by its id; the empty id stands for all together.
 */
public interface KeptAnswers {
    /** What a record asks for as a whole. */
    String WHOLE = "";

    /**
     * What is known for one record, and where its further answers go.
     *
     * @throws InterruptedException when the record's partition was taken away
     */
    default PaidAnswers of(ConsumerRecord<?, ?> record, String jobId) throws InterruptedException {
        return of(record, jobId, WHOLE);
    }

    /** The same for one of several items of a record. */
    PaidAnswers of(ConsumerRecord<?, ?> record, String jobId, String itemId) throws InterruptedException;

    /**
     * Whether the record's outcome was published by a transaction that {@link #finished} was part of.
     *
     * @throws InterruptedException when the record's partition was taken away
     */
    default boolean isFinished(ConsumerRecord<?, ?> record, String jobId) throws InterruptedException {
        return isFinished(record, jobId, WHOLE);
    }

    /** The same for one of several items of a record. */
    boolean isFinished(ConsumerRecord<?, ?> record, String jobId, String itemId) throws InterruptedException;

    /** To be published in one transaction with the record's outcome: whoever handles the record again knows it. */
    default ProducerRecord<String, SpecificRecord> finished(ConsumerRecord<?, ?> record, String jobId) {
        return finished(record, jobId, WHOLE);
    }

    /** The same for one of several items of a record. */
    ProducerRecord<String, SpecificRecord> finished(ConsumerRecord<?, ?> record, String jobId, String itemId);
}
