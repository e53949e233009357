package io.armature.backbone.answers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.TopicFollower;
import io.armature.events.AnswerAccepted;
import io.armature.generation.ReusableAnswers;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepted answers of all processes, by way of a topic: they survive a restart for a week. In memory at most so many
 * bytes; the least used go first. What was kept before the start is known to the first who looks; what another process
 * keeps is known a moment later.
 */
public final class SharedAnswers implements ReusableAnswers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);
    /** Bytes of an entry beside its text, roughly: its key of 64 characters, its objects, its place in the table. */
    private static final int BESIDE_TEXT = 400;

    /** Nobody waits longer than this after the start: then what is not known is asked for. */
    private static final Duration TO_READ = Duration.ofSeconds(30);

    private final Topic topic;
    private final String source;
    private final Cache<String, AnswerAccepted> answers;
    private final Consumer<ProducerRecord<String, SpecificRecord>> publisher;
    private final Clock clock;
    private final TopicFollower<AnswerAccepted> follower;
    private @Nullable Instant started;

    /**
     * Begins to read with {@link #start}, or when it is first looked into.
     *
     * @param topic of {@link AnswerAccepted}
     * @param source names the service in the headers of what it publishes
     * @param kafka the consumer's properties
     * @param publisher publishes without waiting; what it loses is asked for again
     * @param mostBytes of memory
     */
    public SharedAnswers(
            Topic topic,
            String source,
            Map<String, Object> kafka,
            Consumer<ProducerRecord<String, SpecificRecord>> publisher,
            long mostBytes,
            Clock clock,
            MeterRegistry meters) {
        this.topic = topic;
        this.source = source;
        this.publisher = publisher;
        this.clock = clock;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((String key, AnswerAccepted answer) ->
                        BESIDE_TEXT + 2 * answer.getAnswer().length())
                .build();
        this.follower = new TopicFollower<>(
                topic.topicName(),
                TopicFollower.From.BEGINNING,
                kafka,
                new EventSerdes(kafka).deserializer(),
                this::read);
        meters.gauge("armature.answers.reusable", answers, Cache::estimatedSize);
    }

    public void start() {
        begun();
    }

    private synchronized Instant begun() {
        if (started == null) {
            started = clock.instant();
            follower.start();
        }
        return started;
    }

    /** Waits until all is read that stood on the topic at the start; false when the time was too short. */
    public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
        return follower.awaitCaughtUp(longest);
    }

    @Override
    public Optional<String> find(String key, Duration notOlder) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), begun().plus(TO_READ));
        if (!awaitCaughtUp(left) && left.isPositive()) {
            LOG.warn("topic={} is not read whole yet; what it may hold is asked for again", topic.topicName());
        }
        Instant since = clock.instant().minus(notOlder);
        return Optional.ofNullable(answers.getIfPresent(key))
                .filter(answer -> answer.getAcceptedAt().isAfter(since))
                .map(AnswerAccepted::getAnswer);
    }

    @Override
    public void offer(String key, String stage, String model, String content) {
        AnswerAccepted event = new AnswerAccepted(stage, model, content, clock.instant());
        answers.put(key, event);
        publisher.accept(new ProducerRecord<>(
                topic.topicName(), null, key, event, EventHeaders.of(topic, source, clock.instant(), null, null)));
    }

    @Override
    public void close() {
        follower.close();
    }

    private void read(ConsumerRecord<String, AnswerAccepted> record) {
        if (record.value() == null) {
            answers.invalidate(record.key());
        } else {
            answers.put(record.key(), record.value());
        }
    }
}
