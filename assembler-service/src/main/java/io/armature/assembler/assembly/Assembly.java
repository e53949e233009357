package io.armature.assembler.assembly;

import io.armature.assembler.AssemblerSettings;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.Provision;
import io.armature.backbone.PublishedBlueprints;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
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

    /** Most that a plan's last event may have: room is left for its key and headers. */
    private static final int LARGEST_END = Provision.MAX_MESSAGE_BYTES - 64 * 1024;

    /**
     * Most that a record of the service's own topics may have: an event and what was known of its item before, each of
     * which may be as large as a message.
     */
    private static final int LARGEST_STATE = 3 * Provision.MAX_MESSAGE_BYTES;

    private final KafkaStreams streams;

    Assembly(
            KafkaSettings kafkaSettings,
            EventSerdes serdes,
            PublishedBlueprints blueprints,
            PlanMetrics metrics,
            AssemblerSettings settings) {
        this.streams = new KafkaStreams(
                AssemblyTopology.build(
                        serdes, KnownBlueprints.of(blueprints), metrics, settings.keepEnded(), LARGEST_END),
                properties(kafkaSettings.properties(), settings));
        Failures failures = new Failures();
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
    }

    /** For interactive queries. */
    public KafkaStreams streams() {
        return streams;
    }

    @Override
    public void start() {
        streams.start();
    }

    @Override
    public void stop() {
        // Leaving at once lets the next owner start at once, rather than after the session time-out.
        streams.close(new KafkaStreams.CloseOptions().timeout(STOP).leaveGroup(true));
    }

    @Override
    public boolean isRunning() {
        return streams.state().isRunningOrRebalancing();
    }

    @Override
    public Health health() {
        return (streams.state() == KafkaStreams.State.RUNNING ? Health.up() : Health.outOfService())
                .withDetail("state", streams.state())
                .build();
    }

    private static Properties properties(Map<String, Object> kafka, AssemblerSettings settings) {
        Properties properties = new Properties();
        EventPublisher.producerSettings(kafka).forEach((name, value) -> {
            if (!name.endsWith("serializer")) {
                properties.put(name, value);
            }
        });
        for (String ours : new String[] {
            ConsumerConfig.GROUP_ID_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            "isolation.level"
        }) {
            properties.remove(ours);
        }
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "armature.assembler");
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, settings.instance());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(settings.threads()));
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLettering.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLettering.class);
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(LARGEST_STATE));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_STATE));
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // So long nothing of this process's partitions moves when it was killed.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "3000");
        // Records of different topics are taken as they come: order between them is the state's business.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "0");
        return properties;
    }
}
