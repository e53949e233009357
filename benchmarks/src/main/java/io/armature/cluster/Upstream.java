package io.armature.cluster;

import io.armature.backbone.EventPublisher;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A service that publishes requests for plans and waits for their ends, all over the topics. */
public final class Upstream implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(25);

    private final KafkaProducer<String, SpecificRecord> producer;
    private final TopicWatch watch;
    private final Queue<Future<?>> sent = new ConcurrentLinkedQueue<>();

    /** @param watched topics to see beside that of the ends */
    public Upstream(Map<String, Object> kafka, Set<Topic> watched) {
        Map<String, Object> settings = new HashMap<>(EventPublisher.producerSettings(kafka));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        // A broker that is started again on a busy machine is away longer than the two minutes of the default.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(LONGEST.toMillis()));
        producer = new KafkaProducer<>(settings);
        watch = new TopicWatch(kafka, watched);
    }

    /** What was asked for, and how it went. */
    public record Batch(List<String> jobs, Instant sent, Instant ended, List<TopicWatch.Seen> ends) {
        public double millis() {
            return Duration.between(sent, ended).toNanos() / 1e6;
        }
    }

    public TopicWatch watch() {
        return watch;
    }

    /** Submits a plan of {@code burst} for each input, and gives their job ids. */
    public List<String> submit(List<String> inputs) {
        List<String> ids = new ArrayList<>();
        for (String input : inputs) {
            String id = "bench-" + UUID.randomUUID();
            ids.add(id);
            PlanRequested request = PlanRequested.newBuilder()
                    .setJobId(id)
                    .setBlueprint("burst")
                    .setInput(input)
                    .setRequestedAt(Instant.now())
                    .build();
            sent.add(producer.send(new ProducerRecord<>(Topic.PLAN_REQUESTS.topicName(), id, request)));
        }
        return ids;
    }

    /** Submits so many plans of so many items; each is told apart from all others by its input. */
    public List<String> submit(int jobs, int items) {
        return submit(Stream.generate(() -> "{\"items\":" + items + ",\"run\":\"" + UUID.randomUUID() + "\"}")
                .limit(jobs)
                .toList());
    }

    /** Submits, and waits for all to end; the time runs from before the first is sent to when the last end is seen. */
    public Batch run(int jobs, int items) throws InterruptedException {
        Instant sent = Instant.now();
        return await(submit(jobs, items), sent);
    }

    /** Waits for these to end, and checks that each is complete. */
    public Batch await(List<String> jobs, Instant sent) throws InterruptedException {
        Batch batch = awaitAnyEnd(jobs, sent);
        batch.ends().forEach(Upstream::mustBeComplete);
        return batch;
    }

    /** Waits for these to end in whatever way. */
    public Batch awaitAnyEnd(List<String> jobs, Instant sent) throws InterruptedException {
        mustBePublished();
        watch.awaitEnd(jobs, LONGEST);
        List<TopicWatch.Seen> ends = jobs.stream().map(watch::end).toList();
        Instant last =
                ends.stream().map(TopicWatch.Seen::seen).max(Instant::compareTo).orElseThrow();
        return new Batch(jobs, sent, last, ends);
    }

    private void mustBePublished() throws InterruptedException {
        try {
            for (Future<?> one = sent.poll(); one != null; one = sent.poll()) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request could not be published", e.getCause());
        }
    }

    private static void mustBeComplete(TopicWatch.Seen end) {
        PlanCompleted plan = (PlanCompleted) end.event();
        if (plan.getOutcome() != Outcome.COMPLETE) {
            throw new IllegalStateException("job " + plan.getJobId() + " ended " + plan.getOutcome()
                    + ", so its time says nothing: " + plan.getReasons());
        }
    }

    @Override
    public void close() {
        watch.close();
        producer.close(Duration.ofSeconds(5));
    }
}
