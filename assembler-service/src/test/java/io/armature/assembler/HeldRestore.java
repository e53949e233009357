package io.armature.assembler;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Holds an assembler in the midst of restoring its state until it is closed. */
final class HeldRestore implements AutoCloseable {
    static final String SETTING =
            "--spring.kafka.properties.restore.consumer.interceptor.classes=" + Interceptor.class.getName();

    /** Kafka makes the interceptor, so this cannot be handed to it. */
    private static volatile HeldRestore current;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    HeldRestore() {
        current = this;
    }

    /** Until a part of the state has been read and none of it is restored. */
    void awaitReached() throws InterruptedException {
        if (!reached.await(Backbone.LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was restored");
        }
    }

    @Override
    public void close() {
        letGo.countDown();
    }

    /** Of the consumer by which Kafka Streams restores. */
    public static final class Interceptor implements ConsumerInterceptor<byte[], byte[]> {
        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            current.reached.countDown();
            try {
                current.letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }
}
