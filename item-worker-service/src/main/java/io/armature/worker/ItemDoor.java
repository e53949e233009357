package io.armature.worker;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.answers.KeptAnswers;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.events.Attempt;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemRequested;
import io.armature.events.Phase;
import io.armature.generation.Assignment;
import io.armature.generation.Generation;
import io.armature.generation.TierResult;
import io.armature.inflight.Handled;
import io.armature.models.UnknownModelException;
import io.armature.retrieval.Meanings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The worker's front door, for both lanes: one item in; its result, or its escalation, out. */
final class ItemDoor {
    /** Finds a version of a blueprint; empty while it has not come. */
    @FunctionalInterface
    interface BlueprintShelf {
        Optional<Blueprint> find(String id, String version);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ItemDoor.class);
    private static final Duration UNTIL_BLUEPRINTS_COME = Duration.ofSeconds(1);

    private final BlueprintShelf blueprints;
    private final Generation generation;
    private final Meanings meanings;
    private final ItemOutbox outbox;
    private final Predicate<String> ended;
    private final ItemMetrics metrics;
    private final Clock clock;

    /** @param ended whether the plan of this job id has ended */
    ItemDoor(
            BlueprintShelf blueprints,
            Generation generation,
            Meanings meanings,
            ItemOutbox outbox,
            Predicate<String> ended,
            ItemMetrics metrics,
            Clock clock) {
        this.blueprints = blueprints;
        this.generation = generation;
        this.meanings = meanings;
        this.outbox = outbox;
        this.ended = ended;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** From {@code items.requested}: the first tier. */
    Handled onRequested(ConsumerRecord<String, ItemRequested> record, KeptAnswers kept) throws InterruptedException {
        return record.value() == null
                ? Handled.poison("the record has no value")
                : handle(LaneItem.requested(record, kept));
    }

    /** From {@code items.fallback}: the tier it was escalated to. */
    Handled onEscalated(ConsumerRecord<String, ItemEscalated> record, KeptAnswers kept) throws InterruptedException {
        return record.value() == null
                ? Handled.poison("the record has no value")
                : handle(LaneItem.escalated(record, kept));
    }

    /** Acknowledged only when the outcome is durable: a crash repeats an item, never loses one. */
    private Handled handle(LaneItem item) throws InterruptedException {
        ItemRequested request = item.request();
        if (ended.test(request.getJobId())) {
            metrics.dropped();
            LOG.info("jobId={} itemId={} dropped: its plan has ended", request.getJobId(), request.getItemId());
            return Handled.done();
        }
        if (item.isHandedOn()) {
            LOG.info("jobId={} itemId={} was escalated before", request.getJobId(), request.getItemId());
            return Handled.done();
        }
        Optional<Blueprint> blueprint = blueprints.find(request.getBlueprint(), request.getBlueprintVersion());
        if (blueprint.isPresent()) {
            work(item, blueprint.get());
            return Handled.done();
        }
        String missing = "blueprint " + request.getBlueprint() + "@" + request.getBlueprintVersion();
        if (clock.instant().isBefore(request.getDeadline())) {
            return Handled.again(UNTIL_BLUEPRINTS_COME, missing + " has not been published yet");
        }
        Reason late = new Reason("blueprint", "", missing + " was not published before the deadline");
        outbox.send(item, new NextStep.Skip(List.of(late)), item.earlier());
        return Handled.done();
    }

    private void work(LaneItem item, Blueprint blueprint) throws InterruptedException {
        Assignment assignment;
        Stage stage;
        try {
            stage = blueprint
                    .item(item.request().getKind())
                    .with(item.request().getModel(), item.request().getFast());
            assignment = item.on(stage);
        } catch (IllegalArgumentException e) {
            fail(item, new Reason("unreadable", "", "the request for this item makes no sense: " + e.getMessage()));
            return;
        } catch (JacksonException e) {
            fail(
                    item,
                    new Reason("unreadable", "", "the request for this item is not JSON: " + e.getOriginalMessage()));
            return;
        }
        TierResult result;
        try {
            result = onTier(assignment);
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while generating");
        } catch (RuntimeException e) {
            // Whatever comes is told as a reply; this is a fault of ours, and would only cost more when repeated.
            LOG.error(
                    "jobId={} itemId={} tier={} generating failed",
                    item.request().getJobId(),
                    item.request().getItemId(),
                    item.tier(),
                    e);
            fail(item, new Reason("internal", "", "generating failed by a fault of the software: " + e));
            return;
        }
        List<Attempt> attempts = new ArrayList<>(item.earlier());
        attempts.addAll(AttemptEvents.of(Phase.ITEM, result.attempts()));
        metrics.attempts(result.attempts());
        NextStep step = NextStep.after(result, item.tier(), stage.tiers().size(), item.because());
        outbox.send(item, withMeaning(step, blueprint, item), attempts);
    }

    private NextStep withMeaning(NextStep step, Blueprint blueprint, LaneItem item) throws InterruptedException {
        return switch (step) {
            case NextStep.Accept(JsonNode content, var none) ->
                new NextStep.Accept(
                        content, meanings.of(blueprint, item.request().getKind(), content));
            case NextStep.Escalate other -> other;
            case NextStep.Fail other -> other;
            case NextStep.Skip other -> other;
        };
    }

    private TierResult onTier(Assignment assignment) throws InterruptedException {
        try {
            return generation.onTier(assignment);
        } catch (UnknownModelException e) {
            return new TierResult.Unreachable(new Reason("model", "", String.valueOf(e.getMessage())), List.of());
        }
    }

    private void fail(LaneItem item, Reason reason) throws InterruptedException {
        outbox.send(item, new NextStep.Fail(List.of(reason)), item.earlier());
    }
}
