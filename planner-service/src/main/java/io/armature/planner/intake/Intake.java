package io.armature.planner.intake;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.Failures;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.OffsetsKeptBack;
import io.armature.backbone.Provision;
import io.armature.backbone.TransactionalOpening;
import io.armature.planner.PlannerSettings;
import io.armature.topics.Topic;
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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the intake topology as long as the process. */
@Component("intake")
class Intake implements SmartLifecycle, HealthIndicator, SeenJobs {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final String APPLICATION = "armature.planner.intake";
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final int FOR_THE_CAUSE = 64 * 1024;

    private final KafkaStreams streams;
    private final OffsetsKeptBack keptBack;
    private final Failures failures = new Failures(MissingSourceTopicException.class);
    private final Duration remember;

    Intake(
            KafkaSettings kafkaSettings,
            EventSerdes serdes,
            RequestCheck check,
            Routing routing,
            IntakeMetrics metrics,
            PlannerSettings settings)
            throws InterruptedException {
        Properties properties = new Properties();
        EventPublisher.producerSettings(kafkaSettings.properties()).forEach((name, value) -> {
            if (!name.endsWith("serializer")) {
                properties.put(name, value);
            }
        });
        // A dead letter holds its record and the cause.
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Integer.toString(Provision.MAX_MESSAGE_BYTES + FOR_THE_CAUSE));
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), TransactionalOpening.UNTIL_COMMIT_MS);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove("enable.idempotence");
        properties.remove("acks");
        properties.remove("isolation.level");
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // So long nothing of this process's partitions moves when it was killed.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "3000");
        // Else the look-up of a changelog's end waits behind a fetch that has nothing to bring, for 500 ms.
        properties.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), "20");
        this.remember = settings.rememberJobs();
        Placement placement = new Placement(partitions(kafkaSettings.properties()));
        this.streams = new KafkaStreams(
                IntakeTopology.build(serdes, check, routing, metrics, remember, placement), properties);
        streams.setUncaughtExceptionHandler(failure -> switch (failures.on(failure, Instant.now())) {
            case TRY_AGAIN -> {
                LOG.error("intake failed; its thread is replaced and the request is taken again", failure);
                rest();
                yield StreamThreadExceptionResponse.REPLACE_THREAD;
            }
            case GIVE_UP -> {
                LOG.error("intake failed too often and stops; mend the cause, then start the service again", failure);
                yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        });
        this.keptBack = new OffsetsKeptBack(
                kafkaSettings.properties(), APPLICATION, () -> streams.state() == KafkaStreams.State.REBALANCING);
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

    /** A failure that lasts (the registry is away) is not met in a busy loop. */
    private static void rest() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
    }

    @Override
    public boolean isRunning() {
        return streams.state().isRunningOrRebalancing();
    }

    @Override
    public Optional<String> fingerprintOf(String jobId) {
        Instant now = Instant.now();
        try {
            ReadOnlyWindowStore<String, byte[]> seen = streams.store(StoreQueryParameters.fromNameAndType(
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
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Health.up().withDetail("state", state).build()
                : why(Health.outOfService());
    }

    /** DOWN once it neither takes requests nor ever will again: a new process may, an outage needs none. */
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
