package io.armature.inflight;

import io.armature.inflight.Journal.Position;
import io.armature.inflight.Journal.Step;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A process that consumes a topic, for the tests that kill it. It keeps a journal, and leaves in good order when its
 * standard input ends.
 *
 * <p>Arguments: bootstrap servers, topic, group, journal, window, drain, shortest and longest handling, handling of a
 * record with the value {@code stuck}; all times in milliseconds.
 */
final class HandlingProcess {
    private HandlingProcess() {}

    public static void main(String[] args) throws Exception {
        Journal.Writer journal = new Journal.Writer(Path.of(args[3]));
        int shortest = Integer.parseInt(args[6]);
        int longest = Integer.parseInt(args[7]);
        int stuck = Integer.parseInt(args[8]);
        RecordHandler<String, String> handler = record -> {
            Position position = Position.of(record);
            int millis = record.value().equals("stuck")
                    ? stuck
                    : shortest + new Random(position.hashCode() * 7919L).nextInt(longest - shortest + 1);
            journal.write(Step.STARTED, position);
            Thread.sleep(millis);
            journal.write(Step.DONE, position);
            return Handled.done();
        };
        InFlightSettings settings = InFlightSettings.of(args[1], args[2])
                .withWindow(Integer.parseInt(args[4]))
                .withDrain(Duration.ofMillis(Long.parseLong(args[5])));
        try (var consumer = new InFlightConsumer<>(
                settings,
                Map.of("bootstrap.servers", args[0]),
                new StringDeserializer(),
                new StringDeserializer(),
                handler,
                (record, why, cause) -> {
                    throw new IllegalStateException("no record of this test is poison: " + why);
                },
                Companion.NONE,
                new SimpleMeterRegistry())) {
            consumer.start();
            while (System.in.read() >= 0) {
                // Only its end matters.
            }
        }
    }
}
