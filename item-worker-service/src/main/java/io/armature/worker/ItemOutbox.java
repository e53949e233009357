package io.armature.worker;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.Transactions;
import io.armature.blueprints.Reason;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Publishes what became of an item, durable when it returns. Calls have been paid for by then, so it does not give up
 * while the broker or the registry is away: repeating the item would cost its calls again.
 */
final class ItemOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(ItemOutbox.class);
    private static final String SOURCE = "item-worker-service";

    private final EventPublisher publisher;
    private final Transactions escalations;
    private final Predicate<String> ended;
    private final ItemMetrics metrics;
    private final Clock clock;

    /** @param ended whether the plan of this job id has ended: then nobody waits for the outcome any more */
    ItemOutbox(
            EventPublisher publisher,
            Transactions escalations,
            Predicate<String> ended,
            ItemMetrics metrics,
            Clock clock) {
        this.escalations = escalations;
        this.publisher = publisher;
        this.ended = ended;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Publishes the item's result, or its escalation.
     *
     * @param attempts all of them, over all tiers
     */
    void send(LaneItem item, NextStep step, List<Attempt> attempts) throws InterruptedException {
        switch (step) {
            case NextStep.Accept(var content, var meaning) ->
                complete(item, ItemOutcome.ACCEPTED, content.toString(), meaning, List.of(), attempts);
            case NextStep.Fail(var reasons) -> complete(item, ItemOutcome.FAILED, null, List.of(), reasons, attempts);
            case NextStep.Skip(var reasons) -> complete(item, ItemOutcome.SKIPPED, null, List.of(), reasons, attempts);
            case NextStep.Escalate escalate -> escalate(item, escalate, attempts);
        }
    }

    private void complete(
            LaneItem item,
            ItemOutcome outcome,
            @Nullable String content,
            List<Double> vector,
            List<Reason> reasons,
            List<Attempt> attempts)
            throws InterruptedException {
        ItemRequested request = item.request();
        try {
            publish(
                    Topic.ITEMS_RESULTS,
                    request.getJobId(),
                    ItemCompleted.newBuilder()
                            .setJobId(request.getJobId())
                            .setPlanningId(request.getPlanningId())
                            .setItemId(request.getItemId())
                            .setOutcome(outcome)
                            .setContent(content)
                            .setVector(vector)
                            .setRound(request.getRound())
                            .setReasons(AttemptEvents.reasons(reasons))
                            .setTier(item.tier())
                            .setAttempts(attempts)
                            .setCompletedAt(clock.instant())
                            .build(),
                    item);
        } catch (RecordTooLargeException e) {
            if (content == null) {
                throw e;
            }
            complete(item, ItemOutcome.FAILED, null, List.of(), List.of(tooLarge("the accepted content", e)), attempts);
            return;
        }
        metrics.completed(outcome, item.tier(), Duration.between(request.getRequestedAt(), clock.instant()));
        // What went as planned is nobody's to act on, and there are thousands of it; the metrics count it.
        LOG.atLevel(outcome == ItemOutcome.ACCEPTED ? Level.DEBUG : Level.INFO)
                .log(
                        "jobId={} itemId={} outcome={} tier={} attempts={}{}",
                        request.getJobId(),
                        request.getItemId(),
                        outcome,
                        item.tier(),
                        attempts.size(),
                        reasons.isEmpty()
                                ? ""
                                : " because=" + reasons.getFirst().message());
    }

    private void escalate(LaneItem item, NextStep.Escalate step, List<Attempt> attempts) throws InterruptedException {
        ItemRequested request = item.request();
        Reason first = step.reasons().getFirst();
        try {
            escalate(item, step, attempts, step.lastAnswer().orElse(null));
        } catch (RecordTooLargeException e) {
            if (step.lastAnswer().isEmpty()) {
                complete(
                        item,
                        ItemOutcome.FAILED,
                        null,
                        List.of(),
                        List.of(tooLarge("the escalation", e), first),
                        attempts);
                return;
            }
            // The next tier does without the bad answer.
            escalate(item, new NextStep.Escalate(step.tier(), step.reasons(), java.util.Optional.empty()), attempts);
            return;
        }
        metrics.escalated(first.code());
        LOG.info(
                "jobId={} itemId={} escalatedTo={} because={}",
                request.getJobId(),
                request.getItemId(),
                step.tier(),
                first.message());
    }

    private void escalate(LaneItem item, NextStep.Escalate step, List<Attempt> attempts, @Nullable String lastAnswer)
            throws InterruptedException {
        ItemRequested request = item.request();
        ProducerRecord<String, SpecificRecord> escalated = record(
                Topic.ITEMS_FALLBACK,
                request.getJobId() + "/" + request.getItemId(),
                ItemEscalated.newBuilder()
                        .setRequest(request)
                        .setTier(step.tier())
                        .setReasons(AttemptEvents.reasons(step.reasons()))
                        .setAttempts(attempts)
                        .setLastAnswer(lastAnswer)
                        .setEscalatedAt(clock.instant())
                        .build(),
                item);
        // Together: an escalation that is published again would be paid for again.
        escalations.publishHoweverLong(
                List.of(escalated, item.handedOn()), about(request), () -> !ended.test(request.getJobId()));
    }

    private void publish(Topic topic, String key, SpecificRecord event, LaneItem item) throws InterruptedException {
        ItemRequested request = item.request();
        publisher.publishHoweverLong(
                record(topic, key, event, item), about(request), () -> !ended.test(request.getJobId()));
    }

    private ProducerRecord<String, SpecificRecord> record(
            Topic topic, String key, SpecificRecord event, LaneItem item) {
        return new ProducerRecord<>(
                topic.topicName(),
                null,
                key,
                event,
                EventHeaders.of(
                        topic,
                        SOURCE,
                        clock.instant(),
                        item.headers(),
                        item.request().getTenant()));
    }

    private static String about(ItemRequested request) {
        return "jobId=" + request.getJobId() + " itemId=" + request.getItemId();
    }

    private static Reason tooLarge(String what, RecordTooLargeException why) {
        return new Reason("too-large", "", what + " is too large for the topic: " + why.getMessage());
    }
}
