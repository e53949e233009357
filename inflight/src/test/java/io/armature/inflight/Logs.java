package io.armature.inflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Logs as they are: with gaps where transactions ended and compaction passed. */
final class Logs {
    private Logs() {}

    /** Offsets of this many records, ascending. */
    static List<Long> withGaps(Random random, int records) {
        List<Long> offsets = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < records; i++) {
            at += 1 + (random.nextInt(5) == 0 ? random.nextInt(4) : 0);
            offsets.add(at);
        }
        return offsets;
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition name, long offset) {
        return new ConsumerRecord<>(name.topic(), name.partition(), offset, new byte[0], new byte[0]);
    }
}
