package io.armature.worker;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.GroupSession;
import io.armature.backbone.KafkaDeadLetters;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.answers.RecordedAnswers;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemRequested;
import io.armature.inflight.InFlightConsumer;
import io.armature.inflight.InFlightSettings;
import io.armature.inflight.RecordHandler;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The lanes this process serves, as long as it runs. Ready while every lane is consuming. */
@Component("lanes")
class Lanes implements SmartLifecycle, HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration FOR_BLUEPRINTS = Duration.ofSeconds(30);
    private static final Duration FOR_ENDED_PLANS = Duration.ofSeconds(10);

    private final List<InFlightConsumer<?, ?>> consumers = new ArrayList<>();
    private final List<RecordedAnswers> answers = new ArrayList<>();
    private final GroupSession session;
    private final Set<WorkerSettings.Lane> lanes;
    private final PublishedBlueprints blueprints;
    private final EndedPlans ended;
    private volatile boolean running;

    Lanes(
            WorkerSettings settings,
            KafkaSettings kafkaSettings,
            ItemDoor door,
            EventPublisher publisher,
            KafkaDeadLetters deadLetters,
            PublishedBlueprints blueprints,
            EndedPlans ended,
            GroupSession session,
            MeterRegistry meters) {
        this.session = session;
        this.lanes = settings.lanes();
        this.blueprints = blueprints;
        this.ended = ended;
        for (WorkerSettings.Lane lane : settings.lanes()) {
            consumers.add(
                    switch (lane) {
                        case REQUESTED -> {
                            RecordedAnswers kept = answers(Topic.ITEMS_ANSWERS, kafkaSettings, publisher);
                            yield consumer(
                                    Topic.ITEMS_REQUESTED,
                                    settings,
                                    kafkaSettings.properties(),
                                    (ConsumerRecord<String, ItemRequested> record) -> door.onRequested(record, kept),
                                    deadLetters,
                                    kept,
                                    meters);
                        }
                        case FALLBACK -> {
                            RecordedAnswers kept = answers(Topic.FALLBACK_ANSWERS, kafkaSettings, publisher);
                            yield consumer(
                                    Topic.ITEMS_FALLBACK,
                                    settings,
                                    kafkaSettings.properties(),
                                    (ConsumerRecord<String, ItemEscalated> record) -> door.onEscalated(record, kept),
                                    deadLetters,
                                    kept,
                                    meters);
                        }
                    });
        }
    }

    private RecordedAnswers answers(Topic topic, KafkaSettings kafkaSettings, EventPublisher publisher) {
        RecordedAnswers kept = new RecordedAnswers(topic, "item-worker-service", kafkaSettings.properties(), publisher);
        answers.add(kept);
        return kept;
    }

    private static <E extends SpecificRecord> InFlightConsumer<String, E> consumer(
            Topic topic,
            WorkerSettings settings,
            Map<String, Object> kafka,
            RecordHandler<String, E> handler,
            KafkaDeadLetters deadLetters,
            RecordedAnswers answers,
            MeterRegistry meters) {
        return new InFlightConsumer<>(
                InFlightSettings.of(topic.topicName(), group(topic))
                        .withWindow(settings.window())
                        .withDrain(settings.drain()),
                kafka,
                new StringDeserializer(),
                new EventSerdes(kafka).deserializer(),
                handler,
                deadLetters,
                answers,
                meters);
    }

    private static String group(Topic topic) {
        return "armature.item-worker." + topic.topicName();
    }

    @Override
    public void start() {
        try {
            for (WorkerSettings.Lane lane : lanes) {
                session.setFor(group(
                        switch (lane) {
                            case REQUESTED -> Topic.ITEMS_REQUESTED;
                            case FALLBACK -> Topic.ITEMS_FALLBACK;
                        }));
            }
            if (!blueprints.awaitCaughtUp(FOR_BLUEPRINTS)) {
                LOG.warn(
                        "the topic of blueprints could not be read whole in {}; items wait for theirs", FOR_BLUEPRINTS);
            }
            if (!ended.awaitCaughtUp(FOR_ENDED_PLANS)) {
                LOG.warn("the plans that ended lately are not all known yet; some of their items may be generated");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        consumers.forEach(InFlightConsumer::start);
        running = true;
    }

    /** All lanes drain at the same time, so that stopping takes one drain bound, not one for each. */
    @Override
    public void stop() {
        List<Thread> closing = consumers.stream()
                .map(consumer -> Thread.ofVirtual().start(() -> close(consumer)))
                .toList();
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            closing.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        answers.forEach(RecordedAnswers::close);
        running = false;
    }

    private static void close(InFlightConsumer<?, ?> consumer) {
        try {
            consumer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whether one of them neither consumes nor ever will again. */
    boolean haveEnded() {
        return consumers.stream().anyMatch(InFlightConsumer::hasEnded);
    }

    @Override
    public Health health() {
        boolean consuming = running && consumers.stream().allMatch(InFlightConsumer::isConsuming);
        Health.Builder health = consuming && blueprints.isCaughtUp() ? Health.up() : Health.outOfService();
        return health.withDetail("consuming", consuming)
                .withDetail("blueprints", blueprints.isCaughtUp())
                .withDetail(
                        "inFlight",
                        consumers.stream().mapToInt(InFlightConsumer::inFlight).sum())
                .build();
    }
}
