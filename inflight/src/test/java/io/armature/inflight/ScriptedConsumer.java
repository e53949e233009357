package io.armature.inflight;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's consumer as far as {@link Assignments} uses it, over {@link GroupOffsets}: asynchronous commits arrive when
 * the test says so, and fail when it says so.
 */
final class ScriptedConsumer {
    private final GroupOffsets group;
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Deque<Later> underWay = new ArrayDeque<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final List<Map<TopicPartition, OffsetAndMetadata>> tried = new ArrayList<>();

    ScriptedConsumer(GroupOffsets group) {
        this.group = group;
    }

    private record Later(Map<TopicPartition, OffsetAndMetadata> commits, OffsetCommitCallback callback) {}

    private record Failure(KafkaException what, boolean hasEffect) {}

    /** The next commit that the broker gets fails with this and has no effect. */
    void failNext(KafkaException failure) {
        failures.add(new Failure(failure, false));
    }

    /** The next commit that the broker gets takes effect, but its answer is lost. */
    void loseNextAnswer() {
        failures.add(new Failure(new TimeoutException("the answer was lost"), true));
    }

    /** What was given to commit so far, whatever came of it. */
    List<Map<TopicPartition, OffsetAndMetadata>> tried() {
        return tried;
    }

    Set<TopicPartition> paused() {
        return paused;
    }

    /** The broker takes the oldest asynchronous commit, or fails it; the answer arrives at once. */
    void answerOldest() {
        Later later = underWay.poll();
        if (later != null) {
            KafkaException failure = taken(later.commits());
            later.callback().onComplete(later.commits(), failure);
        }
    }

    /** The process dies: commits under way arrive still, or are lost; nobody hears of either. */
    void dies(boolean arrive) {
        if (arrive) {
            underWay.forEach(later -> taken(later.commits()));
        }
        underWay.clear();
    }

    /** The group has put the process out: what was under way is refused. */
    void isFenced() {
        while (!underWay.isEmpty()) {
            Later later = underWay.remove();
            later.callback().onComplete(later.commits(), new CommitFailedException());
        }
    }

    @SuppressWarnings("unchecked")
    Consumer<byte[], byte[]> consumer() {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "committed" -> group.committed((Set<TopicPartition>) arguments[0]);
                    case "paused" -> Set.copyOf(paused);
                    case "pause" -> {
                        paused.addAll((Collection<TopicPartition>) arguments[0]);
                        yield null;
                    }
                    case "resume" -> {
                        paused.removeAll((Collection<TopicPartition>) arguments[0]);
                        yield null;
                    }
                    case "commitAsync" -> {
                        Map<TopicPartition, OffsetAndMetadata> commits =
                                (Map<TopicPartition, OffsetAndMetadata>) arguments[0];
                        tried.add(commits);
                        underWay.add(new Later(commits, (OffsetCommitCallback) arguments[1]));
                        yield null;
                    }
                    case "commitSync" -> {
                        while (!underWay.isEmpty()) {
                            answerOldest();
                        }
                        Map<TopicPartition, OffsetAndMetadata> commits =
                                (Map<TopicPartition, OffsetAndMetadata>) arguments[0];
                        tried.add(commits);
                        KafkaException failure = taken(commits);
                        if (failure != null) {
                            throw failure;
                        }
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private @Nullable KafkaException taken(Map<TopicPartition, OffsetAndMetadata> commits) {
        Failure failure = failures.poll();
        if (failure == null || failure.hasEffect()) {
            group.commit(commits);
        }
        return failure == null ? null : failure.what();
    }
}
