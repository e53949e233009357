package io.armature.assembler.assembly;

import io.armature.assembler.assembly.EventCheck.MisplacedException;
import io.armature.backbone.KafkaDeadLetters;
import io.armature.backbone.Provision;
import io.armature.backbone.streams.Failures;
import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What cannot be decoded, or belongs to no plan, goes to its topic's dead letters, in the same transaction. When the
 * registry is away, it waits: the thread fails, and takes the record again.
 */
public final class DeadLettering implements DeserializationExceptionHandler, ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLettering.class);

    /** Made by class name. */
    public DeadLettering() {}

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        if (Failures.isOutside(failure)) {
            return DeserializationExceptionHandler.Response.fail();
        }
        return DeserializationExceptionHandler.Response.resume(
                List.of(letter(record, "it cannot be decoded: " + failure.getMessage(), failure)));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        if (!(failure instanceof MisplacedException)) {
            return ProcessingExceptionHandler.Response.fail();
        }
        byte @Nullable [] key = context.sourceRawKey();
        byte @Nullable [] value = context.sourceRawValue();
        return ProcessingExceptionHandler.Response.resume(List.of(letter(
                new ConsumerRecord<>(
                        context.topic(),
                        context.partition(),
                        context.offset(),
                        context.timestamp(),
                        TimestampType.CREATE_TIME,
                        key == null ? -1 : key.length,
                        value == null ? -1 : value.length,
                        key,
                        value,
                        context.headers(),
                        Optional.empty()),
                String.valueOf(failure.getMessage()),
                failure)));
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has no settings.
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record, String why, Exception failure) {
        LOG.warn(
                "topic={} partition={} offset={} goes to the dead letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                why);
        ProducerRecord<byte[], byte[]> letter = KafkaDeadLetters.deadLetter(record, why, failure);
        byte[] value = letter.value();
        if (value != null && value.length > Provision.MAX_MESSAGE_BYTES) {
            letter.headers()
                    .add("dlt.value.omitted", Integer.toString(value.length).getBytes(StandardCharsets.UTF_8));
            value = null;
        }
        return new ProducerRecord<>(deadLetters(record.topic()), null, letter.key(), value, letter.headers());
    }

    /** What is private to this service has no dead letters of its own: it came from the fallback topic. */
    private static String deadLetters(String topic) {
        return Arrays.stream(Topic.values())
                .filter(known -> known.topicName().equals(topic))
                .findFirst()
                .orElse(Topic.ITEMS_FALLBACK)
                .deadLetterTopicName();
    }
}
