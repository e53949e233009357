package io.armature.planner.intake;

import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.Provision;
import io.armature.backbone.streams.StreamsApplication;
import io.armature.backbone.streams.StreamsDefaults;
import io.armature.planner.PlannerSettings;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the intake topology as long as the process. */
@Component("intake")
class Intake implements SmartLifecycle, HealthIndicator, SeenJobs {
    private static final String APPLICATION = "armature.planner.intake";
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int FOR_THE_CAUSE = 64 * 1024;

    private final StreamsApplication application;
    private final Duration remember;

    Intake(
            KafkaSettings kafkaSettings,
            EventSerdes serdes,
            RequestCheck check,
            Routing routing,
            IntakeMetrics metrics,
            PlannerSettings settings,
            MeterRegistry meters)
            throws InterruptedException {
        Map<String, Object> kafka = kafkaSettings.properties();
        Properties properties = StreamsDefaults.of(kafka, APPLICATION, settings.stateFolder());
        // A dead letter holds its record and the cause.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Integer.toString(Provision.MAX_MESSAGE_BYTES + FOR_THE_CAUSE));
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100");
        this.remember = settings.rememberJobs();
        this.application = new StreamsApplication(
                kafka,
                IntakeTopology.build(serdes, check, routing, metrics, remember, new Placement(partitions(kafka))),
                properties,
                settings.stateMemory().toBytes(),
                meters);
    }

    private static int partitions(Map<String, Object> kafka) throws InterruptedException {
        String topic = Topic.PLAN_REQUESTS.topicName();
        try (Admin admin = Admin.create(kafka)) {
            Map<String, TopicDescription> found =
                    admin.describeTopics(Set.of(topic)).allTopicNames().get();
            return Objects.requireNonNull(found.get(topic)).partitions().size();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot look up the partitions of " + topic, e.getCause());
        }
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
    public Optional<String> fingerprintOf(String jobId) {
        Instant now = Instant.now();
        try {
            ReadOnlyWindowStore<String, byte[]> seen = application
                    .streams()
                    .store(StoreQueryParameters.fromNameAndType(
                            IntakeTopology.SEEN, QueryableStoreTypes.<String, byte[]>windowStore()));
            try (WindowStoreIterator<byte[]> earlier = seen.fetch(jobId, now.minus(remember), now)) {
                return earlier.hasNext() ? Admission.fingerprint(earlier.next().value) : Optional.empty();
            }
        } catch (InvalidStateStoreException rebalancing) {
            return Optional.empty();
        }
    }

    @Override
    public Health health() {
        return (application.isReady() ? Health.up() : Health.outOfService())
                .withDetails(application.details())
                .build();
    }

    /** DOWN once it neither takes requests nor ever will again. */
    Health liveness() {
        return application.isLive()
                ? Health.up().build()
                : Health.down().withDetails(application.details()).build();
    }
}
