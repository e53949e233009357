package io.armature.planner.planning;

import io.armature.backbone.EventSerdes;
import io.armature.backbone.GroupSession;
import io.armature.backbone.KafkaDeadLetters;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.Transactions;
import io.armature.backbone.answers.RecordedAnswers;
import io.armature.events.PlanAccepted;
import io.armature.inflight.InFlightConsumer;
import io.armature.inflight.InFlightSettings;
import io.armature.planner.PlannerSettings;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Consumes accepted requests as long as the process runs. */
@Component("planningLane")
class PlanningLane implements SmartLifecycle, HealthIndicator {
    private static final String GROUP = "armature.planner.planning";

    private final InFlightConsumer<String, PlanAccepted> consumer;
    private final Transactions transactions;
    private final GroupSession session;
    private volatile boolean running;

    PlanningLane(
            PlannerSettings settings,
            KafkaSettings kafkaSettings,
            EventSerdes serdes,
            PlanningDoor door,
            Transactions transactions,
            KafkaDeadLetters deadLetters,
            RecordedAnswers answers,
            GroupSession session,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.session = session;
        consumer = new InFlightConsumer<>(
                InFlightSettings.of(Topic.PLAN_ACCEPTED.topicName(), GROUP)
                        .withWindow(settings.window())
                        .withDrain(settings.drain()),
                kafkaSettings.properties(),
                new StringDeserializer(),
                serdes.deserializer(),
                door::onAccepted,
                deadLetters,
                answers,
                meters);
    }

    @Override
    public void start() {
        try {
            session.setFor(GROUP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        consumer.start();
        running = true;
    }

    @Override
    public void stop() {
        try {
            consumer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whether it neither plans nor ever will again. */
    boolean hasEnded() {
        return consumer.hasEnded();
    }

    @Override
    public Health health() {
        Optional<String> failure = transactions.failure();
        Health.Builder health = failure.isPresent()
                ? Health.down().withDetail("publishing", failure.get())
                : consumer.isConsuming() ? Health.up() : Health.outOfService();
        return health.withDetail("inFlight", consumer.inFlight()).build();
    }
}
