package io.armature.benchmarks;

import io.armature.backbone.EventPublisher;
import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A service that publishes requests for plans and waits for their ends, all over the topics. */
final class Upstream implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final KafkaProducer<String, SpecificRecord> producer;
    private final TopicWatch watch;

    /** @param watched topics to see beside that of the ends */
    Upstream(Map<String, Object> kafka, Set<Topic> watched) {
        Map<String, Object> settings = new HashMap<>(EventPublisher.producerSettings(kafka));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        producer = new KafkaProducer<>(settings);
        watch = new TopicWatch(kafka, watched);
    }

    /** What was asked for, and how it went. */
    record Batch(List<String> jobs, Instant sent, Instant ended, List<TopicWatch.Seen> ends) {
        double millis() {
            return Duration.between(sent, ended).toNanos() / 1e6;
        }
    }

    TopicWatch watch() {
        return watch;
    }

    /** Submits so many plans of so many items of {@code burst}; each is told apart from all others by its input. */
    List<String> submit(int jobs, int items) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            String id = "bench-" + UUID.randomUUID();
            ids.add(id);
            PlanRequested request = PlanRequested.newBuilder()
                    .setJobId(id)
                    .setBlueprint("burst")
                    .setInput("{\"items\":" + items + ",\"run\":\"" + id + "\"}")
                    .setRequestedAt(Instant.now())
                    .build();
            producer.send(new ProducerRecord<>(Topic.PLAN_REQUESTS.topicName(), id, request));
        }
        return ids;
    }

    /** Submits, and waits for all to end; the time runs from before the first is sent to when the last end is seen. */
    Batch run(int jobs, int items) throws InterruptedException {
        Instant sent = Instant.now();
        return await(submit(jobs, items), sent);
    }

    /** Waits for these to end, and checks that each is complete. */
    Batch await(List<String> jobs, Instant sent) throws InterruptedException {
        watch.awaitEnd(jobs, LONGEST);
        List<TopicWatch.Seen> ends = jobs.stream().map(watch::end).toList();
        ends.forEach(Upstream::mustBeComplete);
        Instant last =
                ends.stream().map(TopicWatch.Seen::seen).max(Instant::compareTo).orElseThrow();
        return new Batch(jobs, sent, last, ends);
    }

    private static void mustBeComplete(TopicWatch.Seen end) {
        var plan = (io.armature.events.PlanCompleted) end.event();
        if (plan.getOutcome() != io.armature.events.Outcome.COMPLETE) {
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
