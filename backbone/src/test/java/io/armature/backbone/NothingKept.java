package io.armature.backbone;

import io.armature.backbone.answers.KeptAnswers;
import io.armature.events.AnswerKind;
import io.armature.events.AnswerRecorded;
import io.armature.generation.PaidAnswers;
import io.armature.topics.Topic;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** For tests of doors, each record of which is handled for the first time. */
public class NothingKept implements KeptAnswers {
    @Override
    public PaidAnswers of(ConsumerRecord<?, ?> record, String jobId, String itemId) {
        return PaidAnswers.NONE;
    }

    @Override
    public boolean isFinished(ConsumerRecord<?, ?> record, String jobId, String itemId) {
        return false;
    }

    @Override
    public ProducerRecord<String, SpecificRecord> finished(ConsumerRecord<?, ?> record, String jobId, String itemId) {
        return new ProducerRecord<>(
                Topic.PLAN_ANSWERS.topicName(),
                jobId,
                AnswerRecorded.newBuilder()
                        .setJobId(jobId)
                        .setPartition(record.partition())
                        .setOffset(record.offset())
                        .setItemId(itemId)
                        .setKind(AnswerKind.FINISHED)
                        .setTier(0)
                        .setStartedAt(Instant.EPOCH)
                        .build());
    }
}
