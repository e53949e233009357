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

/**
 * Accepted answers of all processes, by way of a topic: they survive a restart for a week. In memory at most so many
 * bytes; the least used go first. What is not known yet is asked for again: nothing waits for the topic.
 */
public final class SharedAnswers implements ReusableAnswers, AutoCloseable {
    /** Bytes of an entry beside its text, roughly: its key of 64 characters, its objects, its place in the table.. */
    private static final int BESIDE_TEXT = 400;

    private static final String SOURCE = "item-worker-service";

    private final Cache<String, AnswerAccepted> answers;
    private final Consumer<ProducerRecord<String, SpecificRecord>> publisher;
    private final Clock clock;
    private final TopicFollower<AnswerAccepted> follower;

    /**
     * Knows nothing before {@link #start}.
     *
     * @param kafka the consumer's properties
     * @param publisher publishes without waiting; what it loses is asked for again
     * @param mostBytes of memory
     */
    public SharedAnswers(
            Map<String, Object> kafka,
            Consumer<ProducerRecord<String, SpecificRecord>> publisher,
            long mostBytes,
            Clock clock,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.clock = clock;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((String key, AnswerAccepted answer) ->
                        BESIDE_TEXT + 2 * answer.getAnswer().length())
                .build();
        this.follower = new TopicFollower<>(
                Topic.REUSABLE_ANSWERS.topicName(),
                TopicFollower.From.BEGINNING,
                kafka,
                new EventSerdes(kafka).deserializer(),
                this::read);
        meters.gauge("armature.answers.reusable", answers, Cache::estimatedSize);
    }

    public void start() {
        follower.start();
    }

    /** Waits until all is read that stood on the topic at the start; false when the time was too short. */
    public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
        return follower.awaitCaughtUp(longest);
    }

    @Override
    public Optional<String> find(String key, Duration notOlder) {
        Instant since = clock.instant().minus(notOlder);
        return Optional.ofNullable(answers.getIfPresent(key))
                .filter(answer -> answer.getAcceptedAt().isAfter(since))
                .map(AnswerAccepted::getAnswer);
    }

    @Override
    public void offer(String key, String stage, String model, String answer) {
        AnswerAccepted event = new AnswerAccepted(stage, model, answer, clock.instant());
        answers.put(key, event);
        publisher.accept(new ProducerRecord<>(
                Topic.REUSABLE_ANSWERS.topicName(),
                null,
                key,
                event,
                EventHeaders.of(Topic.REUSABLE_ANSWERS, SOURCE, clock.instant(), null, null)));
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
