package io.armature.worker;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.events.Phase;
import io.armature.generation.Assignment;
import io.armature.generation.Generation;
import io.armature.generation.TierResult;
import io.armature.inflight.Handled;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The worker's front door, for both lanes: one item in; its result, or its escalation, out. */
@Component
class ItemDoor {
    private static final Logger LOG = LoggerFactory.getLogger(ItemDoor.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration UNTIL_BLUEPRINTS_COME = Duration.ofMillis(500);
    private static final String SOURCE = "item-worker-service";

    private final PublishedBlueprints blueprints;
    private final Generation generation;
    private final EventPublisher publisher;
    private final EndedPlans ended;
    private final ItemMetrics metrics;
    private final Clock clock = Clock.systemUTC();

    ItemDoor(
            PublishedBlueprints blueprints,
            Generation generation,
            EventPublisher publisher,
            EndedPlans ended,
            ItemMetrics metrics) {
        this.blueprints = blueprints;
        this.generation = generation;
        this.publisher = publisher;
        this.ended = ended;
        this.metrics = metrics;
    }

    /** From {@code items.requested}: the first tier. */
    Handled onRequested(ConsumerRecord<String, ItemRequested> record) throws InterruptedException {
        return handle(record.value(), 0, List.of(), Optional.empty(), record.headers());
    }

    /** From {@code items.fallback}: the tier it was escalated to. */
    Handled onEscalated(ConsumerRecord<String, ItemEscalated> record) throws InterruptedException {
        ItemEscalated item = record.value();
        Optional<Assignment.BadAnswer> before = Optional.ofNullable(item.getLastAnswer())
                .map(answer -> new Assignment.BadAnswer(answer, AttemptEvents.fromEvents(item.getReasons())));
        return handle(item.getRequest(), item.getTier(), item.getAttempts(), before, record.headers());
    }

    private Handled handle(
            ItemRequested item, int tier, List<Attempt> earlier, Optional<Assignment.BadAnswer> before, Headers cause)
            throws InterruptedException {
        if (ended.contains(item.getJobId())) {
            metrics.dropped();
            return Handled.done();
        }
        Optional<Blueprint> blueprint = blueprints.find(item.getBlueprint(), item.getBlueprintVersion());
        if (blueprint.isEmpty()) {
            if (clock.instant().isBefore(item.getDeadline())) {
                return Handled.again(
                        UNTIL_BLUEPRINTS_COME,
                        "blueprint " + item.getBlueprint() + "@" + item.getBlueprintVersion()
                                + " has not been published yet");
            }
            Reason reason = new Reason(
                    "blueprint",
                    "",
                    "blueprint " + item.getBlueprint() + "@" + item.getBlueprintVersion()
                            + " was not published before the deadline");
            complete(item, ItemOutcome.SKIPPED, null, List.of(reason), tier, earlier, cause);
            return Handled.done();
        }
        Stage stage = blueprint.get().item(item.getKind());
        TierResult result = generation.onTier(assignment(item, stage, tier, earlier, before));
        List<Attempt> attempts = new ArrayList<>(earlier);
        attempts.addAll(AttemptEvents.of(Phase.ITEM, result.attempts()));
        metrics.attempts(result.attempts());
        NextStep step = NextStep.after(result, tier, stage.tiers().size());
        switch (step) {
            case NextStep.Accept(var content) ->
                complete(item, ItemOutcome.ACCEPTED, content.toString(), List.of(), tier, attempts, cause);
            case NextStep.Fail(var reasons) -> complete(item, ItemOutcome.FAILED, null, reasons, tier, attempts, cause);
            case NextStep.Skip(var reasons) ->
                complete(item, ItemOutcome.SKIPPED, null, reasons, tier, attempts, cause);
            case NextStep.Escalate escalate -> escalate(item, escalate, attempts, cause);
        }
        return Handled.done();
    }

    private Assignment assignment(
            ItemRequested item, Stage stage, int tier, List<Attempt> earlier, Optional<Assignment.BadAnswer> before) {
        BigDecimal spent = earlier.stream().map(Attempt::getCost).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Assignment(
                stage,
                Variables.forItem(
                        JSON.readTree(item.getInput()), JSON.readTree(item.getHeader()), JSON.readTree(item.getSpec())),
                tier,
                before,
                Optional.ofNullable(item.getMaxCost()).map(most -> most.subtract(spent)),
                item.getDeadline());
    }

    private void complete(
            ItemRequested item,
            ItemOutcome outcome,
            @Nullable String content,
            List<Reason> reasons,
            int tier,
            List<Attempt> attempts,
            Headers cause)
            throws InterruptedException {
        publish(
                Topic.ITEMS_RESULTS,
                item.getJobId(),
                ItemCompleted.newBuilder()
                        .setJobId(item.getJobId())
                        .setPlanningId(item.getPlanningId())
                        .setItemId(item.getItemId())
                        .setOutcome(outcome)
                        .setContent(content)
                        .setReasons(AttemptEvents.reasons(reasons))
                        .setTier(tier)
                        .setAttempts(attempts)
                        .setCompletedAt(clock.instant())
                        .build(),
                item,
                cause);
        metrics.completed(outcome, tier);
        LOG.info(
                "jobId={} itemId={} outcome={} tier={} attempts={}",
                item.getJobId(),
                item.getItemId(),
                outcome,
                tier,
                attempts.size());
    }

    private void escalate(ItemRequested item, NextStep.Escalate step, List<Attempt> attempts, Headers cause)
            throws InterruptedException {
        publish(
                Topic.ITEMS_FALLBACK,
                item.getJobId() + "/" + item.getItemId(),
                ItemEscalated.newBuilder()
                        .setRequest(item)
                        .setTier(step.tier())
                        .setReasons(AttemptEvents.reasons(step.reasons()))
                        .setAttempts(attempts)
                        .setLastAnswer(step.lastAnswer().orElse(null))
                        .setEscalatedAt(clock.instant())
                        .build(),
                item,
                cause);
        metrics.escalated(step.reasons().getFirst().code());
        LOG.info(
                "jobId={} itemId={} escalatedTo={} because={}",
                item.getJobId(),
                item.getItemId(),
                step.tier(),
                step.reasons().getFirst().message());
    }

    /** Durable when it returns; only then is the item acknowledged: a crash repeats an item, never loses one. */
    private void publish(Topic topic, String key, SpecificRecord event, ItemRequested item, Headers cause)
            throws InterruptedException {
        publisher.publish(topic, key, event, EventHeaders.of(topic, SOURCE, clock.instant(), cause, item.getTenant()));
    }
}
