package io.armature.backbone;

import io.armature.inflight.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Keeps records that can never be handled on {@code <topic>.dlt}: key and value as they came, the cause in headers. */
public final class KafkaDeadLetters implements DeadLetters, AutoCloseable {
    /** Longest cause that is kept, in characters: a header must not make a record too large. */
    private static final int LONGEST_CAUSE = 4_000;

    /** Foreign producers may compress far more into a batch than ours send in one request. */
    private static final int MAX_REQUEST_BYTES = 8 * Provision.MAX_MESSAGE_BYTES;

    private final Producer<byte[], byte[]> producer;

    /** @param kafka the producer's properties */
    public KafkaDeadLetters(Map<String, Object> kafka) {
        this(new KafkaProducer<>(settings(kafka)));
    }

    KafkaDeadLetters(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Keeps the record; durable when it returns. One that is too large even for the dead letters is kept without its
     * value, whose size is then in {@code dlt.value.omitted}: a record must never stand in the way of the others.
     */
    @Override
    public void send(ConsumerRecord<byte[], byte[]> record, String why, @Nullable Throwable cause)
            throws InterruptedException {
        ProducerRecord<byte[], byte[]> letter = deadLetter(record, why, cause);
        try {
            write(letter);
        } catch (RecordTooLargeException e) {
            add(letter.headers(), "dlt.value.omitted", Integer.toString(record.serializedValueSize()));
            write(new ProducerRecord<>(letter.topic(), null, letter.key(), null, letter.headers()));
        }
    }

    private void write(ProducerRecord<byte[], byte[]> letter) throws InterruptedException {
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw tooLarge;
            }
            throw new KafkaException("cannot write to " + letter.topic(), e.getCause());
        }
    }

    /** The record to write: the bytes as they came; {@code dlt.*} headers say where from and why. */
    public static ProducerRecord<byte[], byte[]> deadLetter(
            ConsumerRecord<byte[], byte[]> record, String why, @Nullable Throwable cause) {
        Headers headers = new RecordHeaders(record.headers());
        add(headers, "dlt.cause", why.substring(0, Math.min(why.length(), LONGEST_CAUSE)));
        add(headers, "dlt.topic", record.topic());
        add(headers, "dlt.partition", Integer.toString(record.partition()));
        add(headers, "dlt.offset", Long.toString(record.offset()));
        add(headers, "dlt.timestamp", Long.toString(record.timestamp()));
        if (cause != null) {
            add(headers, "dlt.exception", cause.getClass().getName());
        }
        return new ProducerRecord<>(record.topic() + ".dlt", null, record.key(), record.value(), headers);
    }

    @Override
    public void close() {
        producer.close();
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = EventPublisher.producerSettings(kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(MAX_REQUEST_BYTES));
        return settings;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
