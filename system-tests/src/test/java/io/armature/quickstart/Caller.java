package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.TopicFollower;
import io.armature.events.Charges;
import io.armature.events.PlanCompleted;
import io.armature.events.PlanRequested;
import io.armature.simulator.Stats;
import io.armature.topics.Topic;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An upstream service and an event consumer of a cluster: asks for plans, and knows how each of them ended. */
final class Caller implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(240);

    private final Cluster cluster;
    private final EventPublisher publisher;
    private final TopicFollower<PlanCompleted> completed;
    private final Map<String, List<PlanCompleted>> ends = new ConcurrentHashMap<>();

    Caller(Cluster cluster) {
        this.cluster = cluster;
        publisher = new EventPublisher(cluster.kafka());
        completed = new TopicFollower<>(
                Topic.PLAN_COMPLETED.topicName(),
                TopicFollower.From.BEGINNING,
                cluster.kafka(),
                new EventSerdes(cluster.kafka()).deserializer(),
                record -> ends.computeIfAbsent(record.key(), id -> new CopyOnWriteArrayList<>())
                        .add(record.value()));
        completed.start();
    }

    /** A request of {@code examples/}, without its job id. */
    static ObjectNode example(String name) throws IOException {
        ObjectNode request =
                (ObjectNode) JsonMapper.shared().readTree(Files.readString(Path.of("../examples/" + name + ".json")));
        request.remove("jobId");
        return request;
    }

    /** By HTTP; the job's id. */
    String submit(ObjectNode request) throws Exception {
        return cluster.client().submit(request.toString());
    }

    /** By way of Kafka. */
    void publish(String job, String blueprint, String input) throws InterruptedException {
        PlanRequested request = PlanRequested.newBuilder()
                .setJobId(job)
                .setBlueprint(blueprint)
                .setInput(input)
                .setTenant(null)
                .setMaxCost(null)
                .setRequestedAt(Instant.now())
                .build();
        publisher.publish(
                Topic.PLAN_REQUESTS,
                job,
                request,
                EventHeaders.of(Topic.PLAN_REQUESTS, "test", Instant.now(), null, null));
    }

    /** How a plan ended, once it has. */
    PlanCompleted end(String job) {
        return Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ends(job), those -> !those.isEmpty())
                .getFirst();
    }

    /** Its ends so far: one at most, if all is well. */
    List<PlanCompleted> ends(String job) {
        return ends.getOrDefault(job, List.of());
    }

    /** What these plans were charged is what the simulator counted since it was last told how to behave. */
    void billsEqualWhatTheProviderCounted(List<String> jobs) {
        List<Charges> bills =
                jobs.stream().map(job -> end(job).getBill().getTotal()).toList();
        Stats.OfModel counted = cluster.simulator().stats().total();
        assertThat(bills.stream().mapToLong(Charges::getPromptTokens).sum()).isEqualTo(counted.promptTokens());
        assertThat(bills.stream().mapToLong(Charges::getCompletionTokens).sum()).isEqualTo(counted.completionTokens());
        assertThat(bills.stream().map(Charges::getCost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(counted.cost());
    }

    @Override
    public void close() {
        completed.close();
        publisher.close();
    }
}
