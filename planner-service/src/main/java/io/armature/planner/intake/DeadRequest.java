package io.armature.planner.intake;

import io.armature.backbone.KafkaDeadLetters;
import io.armature.backbone.Provision;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A dead letter out of the topology. It must always fit: one that could not be written would be tried for ever, and
 * stop its partition. A foreign producer's compressed batch may hold records far larger than any of ours.
 */
final class DeadRequest {
    private static final int MOST_HEADERS = 32 * 1024;

    private DeadRequest() {}

    static Record<Object, Object> of(
            Record<byte[], byte[]> record, Optional<RecordMetadata> at, String why, Throwable cause) {
        byte[] value = record.value();
        boolean fits = bytes(record) <= Provision.MAX_MESSAGE_BYTES;
        ProducerRecord<byte[], byte[]> letter = KafkaDeadLetters.deadLetter(
                new ConsumerRecord<>(
                        at.map(RecordMetadata::topic).orElse("plan.requests"),
                        at.map(RecordMetadata::partition).orElse(-1),
                        at.map(RecordMetadata::offset).orElse(-1L),
                        record.timestamp(),
                        TimestampType.CREATE_TIME,
                        record.key() == null ? 0 : record.key().length,
                        value == null ? 0 : value.length,
                        fits ? record.key() : null,
                        fits ? value : null,
                        bytes(record.headers()) <= MOST_HEADERS ? record.headers() : new RecordHeaders(),
                        Optional.empty()),
                why,
                cause);
        if (!fits && value != null) {
            letter.headers()
                    .add(
                            "dlt.value.omitted",
                            Integer.toString(value.length).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers());
    }

    /** What the record takes, uncompressed. */
    static long bytes(Record<byte[], byte[]> record) {
        return (record.key() == null ? 0L : record.key().length)
                + (record.value() == null ? 0L : record.value().length)
                + bytes(record.headers());
    }

    private static long bytes(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }
}
