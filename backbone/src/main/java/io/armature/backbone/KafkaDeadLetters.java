package io.armature.backbone;

import io.armature.inflight.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Keeps records that can never be handled on {@code <topic>.dlt}: key and value as they came, the cause in headers. */
public final class KafkaDeadLetters implements DeadLetters, AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param kafka the producer's properties */
    public KafkaDeadLetters(Map<String, Object> kafka) {
        Map<String, Object> settings = EventPublisher.producerSettings(kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.producer = new KafkaProducer<>(settings);
    }

    @Override
    public void send(ConsumerRecord<byte[], byte[]> record, String why, @Nullable Throwable cause)
            throws InterruptedException {
        try {
            producer.send(deadLetter(record, why, cause)).get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot write to " + record.topic() + ".dlt", e.getCause());
        }
    }

    /** The record to write: the bytes as they came; {@code dlt.*} headers say where from and why. */
    public static ProducerRecord<byte[], byte[]> deadLetter(
            ConsumerRecord<byte[], byte[]> record, String why, @Nullable Throwable cause) {
        Headers headers = new RecordHeaders(record.headers());
        add(headers, "dlt.cause", why);
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

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
