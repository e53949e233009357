package io.armature.backbone;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import io.armature.events.BlueprintPublished;
import io.armature.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every version of every blueprint, as the planner published them. */
public final class PublishedBlueprints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedBlueprints.class);

    private final Map<String, Blueprint> byKey = new ConcurrentHashMap<>();
    private final TopicFollower<BlueprintPublished> follower;

    /** @param kafka the consumer's properties */
    public PublishedBlueprints(Map<String, Object> kafka) {
        follower = new TopicFollower<>(
                Topic.BLUEPRINTS.topicName(),
                TopicFollower.From.BEGINNING,
                kafka,
                new EventSerdes(kafka).deserializer(),
                this::published);
    }

    public void start() {
        follower.start();
    }

    /** True once everything was read that was published before the start. */
    public boolean isCaughtUp() {
        return follower.isCaughtUp();
    }

    /** Waits for {@link #isCaughtUp}; false when the time was too short. */
    public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
        return follower.awaitCaughtUp(longest);
    }

    /** A version of a blueprint; empty while it has not come. */
    public Optional<Blueprint> find(String id, String version) {
        return Optional.ofNullable(byKey.get(key(id, version)));
    }

    /**
     * Publishes the blueprints that are not on the topic yet; call it when {@link #isCaughtUp}.
     *
     * @throws org.apache.kafka.common.KafkaException when one cannot be published; those before it are
     */
    public void publishMissing(Iterable<Blueprint> blueprints, EventPublisher publisher, String source, Clock clock)
            throws InterruptedException {
        for (Blueprint blueprint : blueprints) {
            String key = key(blueprint.id(), blueprint.version());
            if (!byKey.containsKey(key)) {
                publisher.publish(
                        Topic.BLUEPRINTS,
                        key,
                        BlueprintPublished.newBuilder()
                                .setId(blueprint.id())
                                .setVersion(blueprint.version())
                                .setFiles(blueprint.files().byName())
                                .setPublishedAt(clock.instant())
                                .build(),
                        EventHeaders.of(Topic.BLUEPRINTS, source, clock.instant(), null, null));
                byKey.putIfAbsent(key, blueprint);
                LOG.info("blueprint={} version={} published", blueprint.id(), blueprint.version());
            }
        }
    }

    @Override
    public void close() {
        follower.close();
    }

    private void published(ConsumerRecord<String, BlueprintPublished> record) {
        // A version never changes, and jobs that run on one need it to their end, also when it is deleted meanwhile.
        if (record.value() != null && !byKey.containsKey(record.key())) {
            Blueprint blueprint =
                    Blueprints.published(new BlueprintFiles(record.value().getFiles()));
            byKey.put(key(blueprint.id(), record.value().getVersion()), blueprint);
        }
    }

    private static String key(String id, String version) {
        return id + "@" + version;
    }
}
