package io.armature.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaDeadLettersTest {
    private final ConsumerRecord<byte[], byte[]> bad =
            new ConsumerRecord<>("items.requested", 3, 17, bytes("job/item"), bytes("rubbish"));

    @Test
    void aDeadLetterHoldsTheBytesAsTheyCameAndSaysWhereFromAndWhy() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(Integer.MAX_VALUE);

        try (KafkaDeadLetters letters = new KafkaDeadLetters(producer)) {
            letters.send(bad, "no magic byte", new IllegalStateException("x"));
        }

        ProducerRecord<byte[], byte[]> letter = producer.history().getFirst();
        assertThat(letter.topic()).isEqualTo("items.requested.dlt");
        assertThat(letter.key()).isEqualTo(bytes("job/item"));
        assertThat(letter.value()).isEqualTo(bytes("rubbish"));
        assertThat(header(letter, "dlt.cause")).isEqualTo("no magic byte");
        assertThat(header(letter, "dlt.topic")).isEqualTo("items.requested");
        assertThat(header(letter, "dlt.partition")).isEqualTo("3");
        assertThat(header(letter, "dlt.offset")).isEqualTo("17");
        assertThat(header(letter, "dlt.exception")).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aLongCauseIsShortened() {
        String cause = header(KafkaDeadLetters.deadLetter(bad, "x".repeat(100_000), null), "dlt.cause");

        assertThat(cause).hasSize(4_000);
    }

    @Test
    void aRecordTooLargeEvenForTheDeadLettersIsKeptWithoutItsValue() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(3);

        try (KafkaDeadLetters letters = new KafkaDeadLetters(producer)) {
            letters.send(bad, "too large", null);
        }

        ProducerRecord<byte[], byte[]> letter = producer.history().getFirst();
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("dlt.value.omitted")).isNotNull();
    }

    private static MockProducer<byte[], byte[]> producer(int largest) {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                if (record.value() != null && record.value().length > largest) {
                    return java.util.concurrent.CompletableFuture.failedFuture(new RecordTooLargeException("large"));
                }
                return super.send(record, callback);
            }
        };
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
