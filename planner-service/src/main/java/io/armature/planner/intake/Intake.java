package io.armature.planner.intake;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.KafkaSettings;
import io.armature.planner.PlannerSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the intake topology as long as the process. */
@Component("intake")
class Intake implements SmartLifecycle, HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final KafkaStreams streams;

    Intake(
            KafkaSettings kafkaSettings,
            EventSerdes serdes,
            RequestCheck check,
            IntakeMetrics metrics,
            PlannerSettings settings) {
        Properties properties = new Properties();
        EventPublisher.producerSettings(kafkaSettings.properties()).forEach((name, value) -> {
            if (!name.endsWith("serializer")) {
                properties.put(name, value);
            }
        });
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove("enable.idempotence");
        properties.remove("acks");
        properties.remove("isolation.level");
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "armature.planner.intake");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // So long nothing of this process's partitions moves when it was killed.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "3000");
        this.streams =
                new KafkaStreams(IntakeTopology.build(serdes, check, metrics, settings.rememberJobs()), properties);
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error("intake failed; its thread is replaced and the request is taken again", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
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
}
