package io.armature.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.armature.assembler.job.Bills;
import io.armature.assembler.job.Job;
import io.armature.assembler.job.JobJson;
import io.armature.events.Attempt;
import io.armature.events.AttemptOutcome;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.Phase;
import io.armature.serde.ArmatureAvroDeserializer;
import io.armature.serde.ArmatureAvroSerializer;
import io.armature.topics.Topic;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.IndexedRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens to the result of one meal of {@code meal-day} between the worker's verdict and the assembler's state.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EventPaths {
    private static final String TOPIC = Topic.ITEMS_RESULTS.topicName();
    private static final BigDecimal COST = new BigDecimal("0.000412500000");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final ArmatureAvroSerializer serializer = new ArmatureAvroSerializer();
    private final ArmatureAvroDeserializer deserializer = new ArmatureAvroDeserializer();
    private final ItemCompleted result;
    private byte[] resultBytes = {};
    private byte[] jobBytes = {};

    /** Writes the meal. */
    public EventPaths() {
        AnswerPaths meal = new AnswerPaths();
        meal.write();
        Attempt attempt = Attempt.newBuilder()
                .setAttemptId("0198f7a2-4c3e-7b1a-9d55-0242ac120002")
                .setPhase(Phase.ITEM)
                .setTier(0)
                .setModel("cheap")
                .setOutcome(AttemptOutcome.ACCEPTED)
                .setPromptTokens(900)
                .setCompletionTokens(420)
                .setCost(COST)
                .setStartedAt(now)
                .setLatencyMs(1_000)
                .setPromptHash("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                .setRequestId("req-1")
                .build();
        result = ItemCompleted.newBuilder()
                .setJobId("job-1")
                .setPlanningId("0198f7a2-4c3e-7b1a-9d55-0242ac120003")
                .setItemId("meal-1")
                .setOutcome(ItemOutcome.ACCEPTED)
                .setContent(meal.good())
                .setTier(0)
                .setAttempts(List.of(attempt))
                .setCompletedAt(now)
                .build();
    }

    /** Has both serdes look the schema up once, as they do in a service, and sees that what is written is read. */
    @Setup
    public void lookUp() throws IOException {
        HttpServer registry = registryOfOneSchema();
        try {
            Map<String, String> settings = Map.of(
                    "schema.registry.url",
                    "http://" + registry.getAddress().getHostString() + ":"
                            + registry.getAddress().getPort(),
                    "specific.avro.reader",
                    "true");
            serializer.configure(settings, false);
            deserializer.configure(settings, false);
            resultBytes = serializeResult();
            if (!result.equals(deserializeResult())) {
                throw new IllegalStateException("the result is not read as it was written");
            }
        } finally {
            registry.stop(0);
        }
        jobBytes = JobJson.write(Job.first("job-1", now));
    }

    /** One result as it goes over the wire. */
    @Benchmark
    public byte[] serializeResult() {
        return Objects.requireNonNull(serializer.serialize(TOPIC, result));
    }

    /** The same, read. */
    @Benchmark
    public IndexedRecord deserializeResult() {
        return Objects.requireNonNull(deserializer.deserialize(TOPIC, resultBytes));
    }

    /** What one result changes in the header of its plan's state: read, counted and billed, written. */
    @Benchmark
    public byte[] jobState() {
        Job before = JobJson.read(jobBytes);
        return JobJson.write(before.itemEnded(ItemOutcome.ACCEPTED, false, Bills.cost(result.getAttempts()), now));
    }

    private HttpServer registryOfOneSchema() throws IOException {
        ObjectNode schema = JsonMapper.shared().createObjectNode();
        schema.put("id", 1).put("version", 1).put("subject", TOPIC + "-value");
        schema.put("schema", ItemCompleted.getClassSchema().toString());
        byte[] answer = schema.toString().getBytes(StandardCharsets.UTF_8);
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        registry.start();
        return registry;
    }
}
