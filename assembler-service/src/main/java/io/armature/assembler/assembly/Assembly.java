package io.armature.assembler.assembly;

import io.armature.assembler.AssemblerSettings;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.Failures;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.OffsetsKeptBack;
import io.armature.backbone.PublishedBlueprints;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the assembly topology as long as the process. Ready while it runs and its state is restored. */
@Component("assembly")
public class Assembly implements SmartLifecycle, HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final StoreMemory memory;
    private final Failures failures = new Failures(MissingSourceTopicException.class);
    private final Tables tables;
    private final KafkaStreams streams;
    private final OffsetsKeptBack keptBack;

    Assembly(
            KafkaSettings kafkaSettings,
            EventSerdes serdes,
            PublishedBlueprints blueprints,
            PlanMetrics metrics,
            AssemblerSettings settings,
            MeterRegistry meters) {
        this.memory = new StoreMemory(settings.stateMemory());
        this.tables = new Tables(serdes);
        this.streams = new KafkaStreams(
                AssemblyTopology.build(
                        serdes,
                        tables,
                        KnownBlueprints.of(blueprints),
                        metrics,
                        new Bounds(
                                settings.keepEnded(),
                                settings.rememberEnded(),
                                (int) settings.largestEvent().toBytes(),
                                settings.largestDocument().toBytes(),
                                settings.progressPerSecond())),
                StreamsSettings.of(kafkaSettings.properties(), settings, memory));
        streams.setUncaughtExceptionHandler(failure -> switch (failures.on(failure, Instant.now())) {
            case TRY_AGAIN -> {
                LOG.error("assembly failed; its thread is replaced and the event is taken again", failure);
                yield StreamThreadExceptionResponse.REPLACE_THREAD;
            }
            case GIVE_UP -> {
                LOG.error("assembly failed too often and stops; mend the cause, then start the service again", failure);
                yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        });
        this.keptBack = new OffsetsKeptBack(
                kafkaSettings.properties(),
                StreamsSettings.APPLICATION,
                () -> streams.state() == KafkaStreams.State.REBALANCING);
        meters.gauge("armature.state.memory.bytes", memory, StoreMemory::used);
        for (String store : Stores.ALL) {
            meters.gauge("armature.state.entries", Tags.of("store", store), this, assembly -> assembly.entries(store));
        }
    }

    private double entries(String store) {
        try {
            return streams.store(StoreQueryParameters.fromNameAndType(
                            store, QueryableStoreTypes.<String, byte[]>keyValueStore()))
                    .approximateNumEntries();
        } catch (InvalidStateStoreException e) {
            return Double.NaN; // it is being restored, or moves
        }
    }

    /** For interactive queries. */
    public KafkaStreams streams() {
        return streams;
    }

    /** What the store of plans holds. */
    public Tables tables() {
        return tables;
    }

    @Override
    public void start() {
        streams.start();
        keptBack.start();
    }

    @Override
    public void stop() {
        keptBack.close();
        // Leaving at once lets the next owner start at once, rather than after the session time-out.
        streams.close(new KafkaStreams.CloseOptions().timeout(STOP).leaveGroup(true));
        if (streams.state() == KafkaStreams.State.NOT_RUNNING) {
            memory.close();
        }
    }

    @Override
    public boolean isRunning() {
        return streams.state().isRunningOrRebalancing();
    }

    @Override
    public Health health() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Health.up().withDetail("state", state).build()
                : why(Health.outOfService());
    }

    /** DOWN once it has given up, so that the process is started anew; an outage of the broker is no reason to. */
    Health liveness() {
        return switch (streams.state()) {
            case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN, NOT_RUNNING ->
                Health.up().build();
            case PENDING_ERROR, ERROR -> why(Health.down());
        };
    }

    private Health why(Health.Builder health) {
        failures.newest().ifPresent(failure -> health.withDetail("failure", failure));
        keptBack.warning().ifPresent(warning -> health.withDetail("waits", warning));
        return health.withDetail("state", streams.state()).build();
    }
}
