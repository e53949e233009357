package io.armature.backbone.answers;

import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.events.AnswerKind;
import io.armature.events.AnswerRecorded;
import io.armature.generation.PaidAnswer;
import io.armature.generation.PaidAnswers;
import io.armature.inflight.Companion;
import io.armature.topics.Topic;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the answers paid for while records of one topic are handled, on a topic beside it: each is durable before
 * anything is made of it. Who takes a partition over reads the answers for its records that are not done, and no others
 * (see {@link Companion}), before one of them is handled.
 */
public final class RecordedAnswers implements KeptAnswers, Companion, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedAnswers.class);

    private final Topic answers;
    private final String source;
    private final EventPublisher publisher;
    private final AnswersReader reader;
    private final Clock clock = Clock.systemUTC();
    private final Map<TopicPartition, HeldPartition> held = new ConcurrentHashMap<>();
    private volatile int partitions;

    /**
     * Opens nothing before partitions are assigned.
     *
     * @param answers the topic of answers; its number of partitions is its own affair, and must not change while a
     *     process runs: answers would be looked for elsewhere than they are
     * @param source this service's name, for the headers
     * @param kafka properties of consumers, with the serdes' own
     */
    public RecordedAnswers(Topic answers, String source, Map<String, Object> kafka, EventPublisher publisher) {
        this.answers = answers;
        this.source = source;
        this.publisher = publisher;
        this.reader = new AnswersReader(
                answers.topicName(), kafka, new EventSerdes(kafka).<AnswerRecorded>deserializer(), this::partitionFor);
    }

    @Override
    public PaidAnswers of(ConsumerRecord<?, ?> record, String jobId, String itemId) throws InterruptedException {
        HeldPartition partition = partition(record);
        return new PaidAnswers() {
            @Override
            public List<PaidAnswer> earlier() throws InterruptedException {
                return entries(partition, record, jobId, itemId).stream()
                        .map(AnswerEvents::answer)
                        .flatMap(Optional::stream)
                        .toList();
            }

            @Override
            public void keep(PaidAnswer answer) throws InterruptedException {
                RecordedAnswers.this.keep(partition, record, jobId, itemId, answer);
            }
        };
    }

    @Override
    public boolean isFinished(ConsumerRecord<?, ?> record, String jobId, String itemId) throws InterruptedException {
        return entries(partition(record), record, jobId, itemId).stream()
                .anyMatch(entry -> entry.getKind() == AnswerKind.FINISHED);
    }

    @Override
    public ProducerRecord<String, SpecificRecord> finished(ConsumerRecord<?, ?> record, String jobId, String itemId) {
        AnswerRecorded entry =
                AnswerEvents.finished(jobId, record.partition(), record.offset(), itemId, clock.instant());
        HeldPartition partition = held.get(nameOf(record));
        if (partition != null) {
            partition.writing(record.offset());
        }
        return toBeWritten(record, entry);
    }

    private static List<AnswerRecorded> entries(
            HeldPartition partition, ConsumerRecord<?, ?> record, String jobId, String itemId)
            throws InterruptedException {
        // A topic that was made anew counts its offsets from the start: the job tells one record from the other.
        return partition.of(record.offset()).stream()
                .filter(entry ->
                        entry.getJobId().equals(jobId) && entry.getItemId().equals(itemId))
                .toList();
    }

    private void keep(
            HeldPartition partition, ConsumerRecord<?, ?> record, String jobId, String itemId, PaidAnswer answer)
            throws InterruptedException {
        AnswerRecorded entry = AnswerEvents.of(jobId, record.partition(), record.offset(), itemId, answer);
        partition.writing(record.offset());
        try {
            long at = publisher.publishHoweverLong(toBeWritten(record, entry), "jobId=" + jobId, () -> true);
            partition.written(entry, at);
        } catch (RecordTooLargeException e) {
            LOG.warn(
                    "jobId={} topic={} an answer of {} characters is too large to be kept; after a crash its call would"
                            + " be made again",
                    jobId,
                    answers.topicName(),
                    entry.getText().length());
        }
    }

    private ProducerRecord<String, SpecificRecord> toBeWritten(ConsumerRecord<?, ?> record, AnswerRecorded entry) {
        return new ProducerRecord<>(
                answers.topicName(),
                partitionFor(record.partition()),
                String.valueOf(record.key()),
                entry,
                EventHeaders.of(answers, source, clock.instant(), record.headers(), null));
    }

    /**
     * Asks the broker once, on behalf of the reader, which tries again when it is away. Nothing is kept before it has
     * read: with an answer in hand that was paid for, there is nothing left to ask that could fail.
     */
    private int partitionFor(int recordPartition) {
        int known = partitions;
        if (known == 0) {
            known = publisher.partitions(answers);
            partitions = known;
        }
        return recordPartition % known;
    }

    private HeldPartition partition(ConsumerRecord<?, ?> record) throws InterruptedException {
        HeldPartition partition = held.get(nameOf(record));
        if (partition == null) {
            throw new InterruptedException("the partition was taken away");
        }
        return partition;
    }

    private static TopicPartition nameOf(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    @Override
    public void assigned(Map<TopicPartition, Start> partitions) {
        Map<Integer, HeldPartition> toRead = new ConcurrentHashMap<>();
        partitions.forEach((name, start) -> {
            HeldPartition partition = new HeldPartition(start);
            held.put(name, partition);
            toRead.put(name.partition(), partition);
        });
        reader.read(toRead);
    }

    @Override
    public OptionalLong position(TopicPartition partition) {
        HeldPartition known = held.get(partition);
        return known == null ? OptionalLong.empty() : known.position();
    }

    @Override
    public void done(TopicPartition partition, long offset) {
        HeldPartition known = held.get(partition);
        if (known != null) {
            known.done(offset);
        }
    }

    @Override
    public void released(TopicPartition partition) {
        HeldPartition known = held.remove(partition);
        if (known != null) {
            known.release();
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
