package io.armature.assembler.assembly;

import io.armature.assembler.AssemblerSettings;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.streams.StreamsApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the assembly topology as long as the process. Ready while it runs and its state is restored. */
@Component("assembly")
public class Assembly implements SmartLifecycle, HealthIndicator {
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Tables tables;
    private final StreamsApplication application;

    Assembly(
            KafkaSettings kafkaSettings,
            EventSerdes serdes,
            PublishedBlueprints blueprints,
            PlanMetrics metrics,
            AssemblerSettings settings,
            MeterRegistry meters) {
        this.tables = new Tables(serdes);
        this.application = new StreamsApplication(
                kafkaSettings.properties(),
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
                StreamsSettings.of(kafkaSettings.properties(), settings),
                settings.stateMemory().toBytes(),
                meters);
        for (String store : Stores.ALL) {
            meters.gauge("armature.state.entries", Tags.of("store", store), this, assembly -> assembly.entries(store));
        }
    }

    private double entries(String store) {
        try {
            return streams()
                    .store(StoreQueryParameters.fromNameAndType(
                            store, QueryableStoreTypes.<String, byte[]>keyValueStore()))
                    .approximateNumEntries();
        } catch (InvalidStateStoreException e) {
            return Double.NaN; // it is being restored, or moves
        }
    }

    /** For interactive queries. */
    public KafkaStreams streams() {
        return application.streams();
    }

    /** What the store of plans holds. */
    public Tables tables() {
        return tables;
    }

    @Override
    public void start() {
        application.start();
    }

    @Override
    public void stop() {
        application.stop(STOP);
    }

    @Override
    public boolean isRunning() {
        return application.isRunning();
    }

    @Override
    public Health health() {
        return (application.isReady() ? Health.up() : Health.outOfService())
                .withDetails(application.details())
                .build();
    }

    /** DOWN once it has given up, so that the process is started anew. */
    Health liveness() {
        return application.isLive()
                ? Health.up().build()
                : Health.down().withDetails(application.details()).build();
    }
}
