package io.armature.backbone.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology that runs as long as its process. A thread that fails is replaced, and takes its record again, until that
 * helps no more; the memory of its stores is bounded; why it does not run is told.
 */
public final class StreamsApplication {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final StoreMemory memory;
    private final Failures failures = new Failures(MissingSourceTopicException.class);
    private final KafkaStreams streams;
    private final OffsetsKeptBack keptBack;

    /**
     * Does not run yet.
     *
     * @param kafka {@code bootstrap.servers} and what reaching it needs
     * @param settings from {@link StreamsDefaults}
     * @param storeMemory of all its state stores together, bytes; told as {@code armature.state.memory.bytes}
     */
    public StreamsApplication(
            Map<String, Object> kafka, Topology topology, Properties settings, long storeMemory, MeterRegistry meters) {
        String name = Objects.requireNonNull(settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        memory = new StoreMemory(storeMemory);
        memory.bound(settings);
        meters.gauge("armature.state.memory.bytes", memory, StoreMemory::used);
        streams = new KafkaStreams(topology, settings);
        streams.setUncaughtExceptionHandler(failure -> switch (failures.on(failure, Instant.now())) {
            case TRY_AGAIN -> {
                LOG.error("{} failed; its thread is replaced and the record is taken again", name, failure);
                rest();
                yield StreamThreadExceptionResponse.REPLACE_THREAD;
            }
            case GIVE_UP -> {
                LOG.error("{} failed too often and stops; mend the cause, then start the service again", name, failure);
                yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        });
        keptBack = new OffsetsKeptBack(kafka, name, () -> streams.state() == KafkaStreams.State.REBALANCING);
    }

    /** For interactive queries. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Begins; its state is restored when {@link #isReady}. */
    public void start() {
        streams.start();
        keptBack.start();
    }

    /** Ends in order, and leaves its group at once, so that the next owner starts before the session times out. */
    public void stop(Duration longest) {
        keptBack.close();
        streams.close(new KafkaStreams.CloseOptions().timeout(longest).leaveGroup(true));
        if (streams.state() == KafkaStreams.State.NOT_RUNNING) {
            memory.close();
        }
    }

    /** Whether it was started, and has neither stopped nor given up. */
    public boolean isRunning() {
        return streams.state().isRunningOrRebalancing();
    }

    /** Whether it takes records, with its state restored. */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** False once it takes no records and never will: a new process may; an outage of the broker needs none. */
    public boolean isLive() {
        return switch (streams.state()) {
            case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN, NOT_RUNNING -> true;
            case PENDING_ERROR, ERROR -> false;
        };
    }

    /** Its state, and when that is not a good one, why: the newest failure, and what it waits for. */
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (!isReady()) {
            failures.newest().ifPresent(failure -> details.put("failure", failure));
            keptBack.warning().ifPresent(warning -> details.put("waits", warning));
        }
        details.put("state", streams.state());
        return details;
    }

    /** A failure that lasts (the registry is away) is not met in a busy loop. */
    private static void rest() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
