package io.armature.planner.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.armature.backbone.EmbeddedBackbone;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.TopicFollower;
import io.armature.backbone.TransactionalOpening;
import io.armature.backbone.Transactions;
import io.armature.events.ItemRequested;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import io.armature.planner.Served;
import io.armature.planner.UuidV7;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What readers see of plans that are published, and of those that are not, on a real broker. */
class TransactionsIT {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int ITEMS = 21;

    private static EmbeddedBackbone backbone;
    private static Map<String, Object> kafka;
    private static TransactionalOpening real;
    private static List<TopicFollower<?>> followers;
    private static final Queue<String> SKELETONS = new ConcurrentLinkedQueue<>();
    private static final Queue<String> REQUESTED = new ConcurrentLinkedQueue<>();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void start() throws Exception {
        backbone = EmbeddedBackbone.provisioned();
        kafka = backbone.kafka();
        real = TransactionalOpening.with(kafka, new EventSerdes(kafka).serializer());
        TopicFollower<SkeletonCreated> skeletons = new TopicFollower<>(
                Topic.PLAN_SKELETONS.topicName(),
                TopicFollower.From.BEGINNING,
                kafka,
                new EventSerdes(kafka).deserializer(),
                record -> SKELETONS.add(record.value().getPlanningId()));
        TopicFollower<ItemRequested> items = new TopicFollower<>(
                Topic.ITEMS_REQUESTED.topicName(),
                TopicFollower.From.BEGINNING,
                kafka,
                new EventSerdes(kafka).deserializer(),
                record -> REQUESTED.add(record.value().getPlanningId()));
        followers = List.of(skeletons, items);
        followers.forEach(TopicFollower::start);
        assertThat(skeletons.awaitCaughtUp(LONG) && items.awaitCaughtUp(LONG)).isTrue();
    }

    @AfterAll
    static void stop() {
        followers.forEach(TopicFollower::close);
        backbone.close();
    }

    @BeforeEach
    void nothingSeen() {
        SKELETONS.clear();
        REQUESTED.clear();
    }

    @Test
    void aSkeletonAndItsItemsAreSeenTogether() throws Exception {
        Transactions transactions = new Transactions("armature.planning", 4, real, meters);
        String planning = publishPlan(transactions);

        awaitWhole(planning);
        assertThat(transactions.failure()).isEmpty();
        transactions.close();
    }

    @Test
    void nothingIsSeenOfAPlanWhosePublishingFailsInTheMiddle() throws Exception {
        AtomicInteger sends = new AtomicInteger();
        Transactions transactions = new Transactions(
                "armature.planning",
                4,
                id -> with(real.open(id), Map.of("send", inner -> {
                    if (sends.incrementAndGet() == ITEMS / 2) {
                        throw new KafkaException("the registry is away");
                    }
                    return inner.call();
                })),
                meters);

        assertThatThrownBy(() -> publishPlan(transactions)).hasMessageContaining("registry");
        assertThat(transactions.failure())
                .hasValueSatisfying(why -> assertThat(why).contains("registry"));
        String planning = publishPlan(transactions);

        awaitWhole(planning);
        assertThat(transactions.failure()).isEmpty();
        // The producer could be used on: what failed was no fault of its own.
        assertThat(replaced()).isZero();
        transactions.close();
    }

    @Test
    void nothingIsSeenOfAPlanWhoseProcessDiesInTheMiddleAndTheNextIsSeenSoonAfter() throws Exception {
        Producer<String, SpecificRecord> dies = real.open("dies-in-the-middle");
        dies.beginTransaction();
        plan(UuidV7.at(Instant.now()).toString()).subList(0, ITEMS / 2).forEach(dies::send);
        dies.flush();
        dies.close(Duration.ZERO);
        Transactions transactions = new Transactions("armature.planning", 4, real, meters);
        String planning = publishPlan(transactions);

        awaitWhole(planning);
        transactions.close();
    }

    @Test
    void aFencedProducerIsReplaced() throws Exception {
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        Transactions transactions = new Transactions(
                        "armature.planning",
                        4,
                        id -> {
                            ids.add(id);
                            return real.open(id);
                        },
                        meters)
                .open();
        List.copyOf(ids).forEach(id -> real.open(id).close());

        assertThatThrownBy(() -> publishPlan(transactions)).isInstanceOf(KafkaException.class);
        assertThat(transactions.failure()).isPresent();
        assertThat(replaced()).isEqualTo(1);
        String planning = publishPlan(transactions);

        awaitWhole(planning);
        assertThat(transactions.failure()).isEmpty();
        transactions.close();
    }

    @Test
    void aCommitWhoseAnswerIsLateIsRepeatedAndThePlanIsSeenOnce() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        Transactions transactions = new Transactions(
                "armature.planning",
                4,
                id -> with(real.open(id), Map.of("commitTransaction", inner -> {
                    if (commits.getAndIncrement() == 0) {
                        throw new TimeoutException("late");
                    }
                    return inner.call();
                })),
                meters);
        String planning = publishPlan(transactions);

        awaitWhole(planning);
        assertThat(commits).hasValue(2);
        assertThat(replaced()).isZero();
        transactions.close();
    }

    @Test
    void aProducerWhoseCommitsStayUnansweredIsReplaced() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        Transactions transactions = new Transactions(
                "armature.planning",
                4,
                id -> {
                    // The pool's first is used first; its broker never answers a commit nor an abort.
                    Producer<String, SpecificRecord> producer = real.open(id);
                    return opened.getAndIncrement() > 0
                            ? producer
                            : with(
                                    producer,
                                    Map.of(
                                            "commitTransaction",
                                            inner -> {
                                                throw new TimeoutException("no answer");
                                            },
                                            "abortTransaction",
                                            inner -> {
                                                throw new IllegalStateException("a commit is under way");
                                            }));
                },
                meters);

        assertThatThrownBy(() -> publishPlan(transactions)).isInstanceOf(TimeoutException.class);
        assertThat(replaced()).isEqualTo(1);
        String planning = publishPlan(transactions);

        awaitWhole(planning);
        transactions.close();
    }

    private static String publishPlan(Transactions transactions) throws InterruptedException {
        String planning = UuidV7.at(Instant.now()).toString();
        transactions.publish(plan(planning));
        return planning;
    }

    private static List<ProducerRecord<String, SpecificRecord>> plan(String planningId) {
        Instant now = Instant.now();
        PlanAccepted accepted = PlanAccepted.newBuilder()
                .setJobId("job-" + planningId)
                .setBlueprint("meal-day")
                .setBlueprintVersion("1")
                .setInput("{}")
                .setRequestedAt(now)
                .setAcceptedAt(now)
                .setDeadline(now.plusSeconds(600))
                .build();
        var blueprint = Served.builtIn().find("meal-day").orElseThrow();
        var skeleton = JsonMapper.shared().createObjectNode();
        var meals = skeleton.putArray("meal_structure");
        IntStream.range(0, ITEMS)
                .forEach(i -> meals.addObject().put("meal_id", "meal-" + i).put("name", "Meal " + i));
        return new PlanEvents(accepted, planningId, new RecordHeaders(), now)
                .planned(blueprint, skeleton, blueprint.items(skeleton), Map.of(), List.of());
    }

    /** Of all plannings, this one alone is seen, whole. */
    private static void awaitWhole(String planning) {
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(SKELETONS).containsExactly(planning);
            assertThat(REQUESTED).hasSize(ITEMS).containsOnly(planning);
        });
    }

    private double replaced() {
        return meters.counter("armature.planning.producers.replaced").count();
    }

    /** A producer of which some methods do something else. */
    @SuppressWarnings("unchecked")
    private static Producer<String, SpecificRecord> with(
            Producer<String, SpecificRecord> producer, Map<String, Twist> twists) {
        return (Producer<String, SpecificRecord>) Proxy.newProxyInstance(
                TransactionsIT.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    Inner inner = () -> {
                        try {
                            return method.invoke(producer, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    };
                    return twists.getOrDefault(method.getName(), Inner::call).apply(inner);
                });
    }

    private interface Inner {
        Object call() throws Throwable;
    }

    private interface Twist {
        Object apply(Inner inner) throws Throwable;
    }
}
