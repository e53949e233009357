package io.armature.cluster;

import io.armature.events.AnswerRecorded;
import io.armature.topics.Topic;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Which calls had their answer in the log of answers, and from when on: what a crash must not make again. */
public final class RecordedCalls {
    /** Where answers are kept; a watch that is asked must see them. */
    public static final Set<Topic> TOPICS = Set.of(Topic.PLAN_ANSWERS, Topic.ITEMS_ANSWERS, Topic.FALLBACK_ANSWERS);

    private RecordedCalls() {}

    /** Records of answers from now on bear the time at which the broker took them, whoever wrote them. */
    public static void letTheBrokerTellTheTime(Map<String, Object> kafka) throws InterruptedException {
        AlterConfigOp byTheBroker = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(kafka)) {
            admin.incrementalAlterConfigs(TOPICS.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()))
                            .collect(Collectors.toMap(Function.identity(), topic -> Set.of(byTheBroker))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics of answers cannot be set up", e.getCause());
        }
    }

    /** When the broker took the answer of a call into its log, by the call's request id. */
    public static Map<String, Instant> of(TopicWatch watch, Collection<String> jobs) {
        Map<String, Instant> recorded = new HashMap<>();
        jobs.stream().flatMap(job -> watch.of(job).stream()).forEach(seen -> {
            if (seen.event() instanceof AnswerRecorded answer && answer.getRequestId() != null) {
                recorded.merge(
                        answer.getRequestId(), seen.written(), (one, other) -> one.isBefore(other) ? one : other);
            }
        });
        return recorded;
    }
}
