package io.armature.backbone.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why a stream does not start: it waits, without a word, for committed offsets that the broker keeps back since
 * they belong to a transaction under way, or to one that the broker has failed to forget.
 */
final class OffsetsKeptBack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetsKeptBack.class);
    /** A stream that begins waits longer than this only for what is restored, or for this. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

    private final Map<String, Object> kafka;
    private final String group;
    private final BooleanSupplier waiting;
    private final Duration patience;
    private final Duration betweenLooks;
    private volatile @Nullable String warning;
    private @Nullable Thread watch;

    /**
     * Looks at nothing yet.
     *
     * @param group whose offsets the stream waits for
     * @param waiting whether it waits for something
     */
    OffsetsKeptBack(Map<String, Object> kafka, String group, BooleanSupplier waiting) {
        this(kafka, group, waiting, PATIENCE, BETWEEN_LOOKS);
    }

    OffsetsKeptBack(
            Map<String, Object> kafka,
            String group,
            BooleanSupplier waiting,
            Duration patience,
            Duration betweenLooks) {
        this.kafka = kafka;
        this.group = group;
        this.waiting = waiting;
        this.patience = patience;
        this.betweenLooks = betweenLooks;
    }

    /** Begins to look, in a thread of its own. */
    void start() {
        watch = Thread.ofVirtual().name("offsets-kept-back").start(this::look);
    }

    /** Which offsets it waits for, and what to do; empty when it does not, or not for long. */
    Optional<String> warning() {
        return Optional.ofNullable(warning);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.interrupt();
        }
    }

    private void look() {
        Instant since = Instant.now();
        Set<TopicPartition> before = Set.of();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(betweenLooks);
                if (!waiting.getAsBoolean()) {
                    since = Instant.now();
                    before = Set.of();
                    warning = null;
                } else if (since.plus(patience).isBefore(Instant.now())) {
                    Set<TopicPartition> now = keptBack();
                    warn(now, before);
                    before = now;
                }
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | KafkaException e) {
                LOG.debug("group={} its offsets cannot be looked up", group, e); // others say that the broker is away
            }
        }
    }

    /** Of others of the group a transaction may be under way; it is over by the next look. */
    private void warn(Set<TopicPartition> now, Set<TopicPartition> before) {
        List<TopicPartition> keptBack = now.stream()
                .filter(before::contains)
                .sorted(Comparator.comparing(TopicPartition::toString))
                .toList();
        if (keptBack.isEmpty()) {
            warning = null;
            return;
        }
        warning =
                "the broker keeps back committed offsets of group " + group + ", as part of a transaction: " + keptBack
                        + "; if none is open for longer than 10 s (kafka-transactions list), restart the broker that coordinates"
                        + " the group";
        LOG.warn("{}", warning);
    }

    private Set<TopicPartition> keptBack() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka)) {
            Set<TopicPartition> committed = offsets(admin, false);
            committed.removeAll(offsets(admin, true)); // Those of open transactions are left out.
            return committed;
        }
    }

    private Set<TopicPartition> offsets(Admin admin, boolean stable) throws InterruptedException, ExecutionException {
        return new HashSet<>(
                admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(stable))
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .keySet());
    }
}
