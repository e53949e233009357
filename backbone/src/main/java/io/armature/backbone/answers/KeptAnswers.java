package io.armature.backbone.answers;

import io.armature.generation.PaidAnswers;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What was paid for, and what was published, while the records of a topic were handled. */
public interface KeptAnswers {
    /**
     * What is known for one record, and where its further answers go.
     *
     * @throws InterruptedException when the record's partition was taken away
     */
    PaidAnswers of(ConsumerRecord<?, ?> record, String jobId) throws InterruptedException;

    /**
     * Whether the record's outcome was published by a transaction that {@link #finished} was part of.
     *
     * @throws InterruptedException when the record's partition was taken away
     */
    boolean isFinished(ConsumerRecord<?, ?> record, String jobId) throws InterruptedException;

    /** To be published in one transaction with the record's outcome: whoever handles the record again knows it. */
    ProducerRecord<String, SpecificRecord> finished(ConsumerRecord<?, ?> record, String jobId);
}
