package io.armature.cluster;

import io.armature.backbone.EventPublisher;
import io.armature.events.Mode;
import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes requests for plans, as any service does. */
public final class Requests implements AutoCloseable {
    /** A broker that is started again on a busy machine is away longer than the two minutes of the default. */
    private static final Duration LONGEST = Duration.ofMinutes(25);

    private final KafkaProducer<String, SpecificRecord> producer;
    private final Queue<Future<?>> sent = new ConcurrentLinkedQueue<>();

    public Requests(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(EventPublisher.producerSettings(kafka));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(LONGEST.toMillis()));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(LONGEST.toMillis()));
        producer = new KafkaProducer<>(settings);
    }

    /** Submits a plan of {@code burst} for each input, and gives their job ids. */
    public List<String> submit(List<String> inputs) {
        return submit("burst", inputs);
    }

    /** Submits a plan of a blueprint for each input, and gives their job ids. */
    public List<String> submit(String blueprint, List<String> inputs) {
        return submit(blueprint, Mode.TWO_PHASE, inputs);
    }

    /** Submits a plan of a blueprint for each input, made in this way, and gives their job ids. */
    public List<String> submit(String blueprint, Mode mode, List<String> inputs) {
        List<String> ids = new ArrayList<>();
        for (String input : inputs) {
            String id = "bench-" + UUID.randomUUID();
            ids.add(id);
            PlanRequested request = PlanRequested.newBuilder()
                    .setJobId(id)
                    .setBlueprint(blueprint)
                    .setInput(input)
                    .setMode(mode)
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

    /**
     * Waits until the broker has all that was submitted so far.
     *
     * @throws IllegalStateException when it does not take one
     */
    public void awaitPublished() throws InterruptedException {
        try {
            for (Future<?> one = sent.poll(); one != null; one = sent.poll()) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request could not be published", e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
