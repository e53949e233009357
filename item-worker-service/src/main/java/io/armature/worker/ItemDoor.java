package io.armature.worker;

import io.armature.backbone.answers.KeptAnswers;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemRequested;
import io.armature.generation.Generation;
import io.armature.inflight.Handled;
import io.armature.retrieval.Meanings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private final ItemWork work;
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
        this.work = new ItemWork(generation, meanings, outbox, metrics);
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
        List<LaneItem> open = new ArrayList<>();
        for (LaneItem member : item.members()) {
            if (member.isHandedOn()) {
                LOG.info(
                        "jobId={} itemId={} was escalated before",
                        request.getJobId(),
                        member.request().getItemId());
            } else {
                open.add(member);
            }
        }
        if (open.isEmpty()) {
            return Handled.done();
        }
        Optional<Blueprint> blueprint = blueprints.find(request.getBlueprint(), request.getBlueprintVersion());
        if (blueprint.isPresent()) {
            if (item.isGroup()) {
                work.together(item, open, blueprint.get());
            } else {
                work.alone(item, blueprint.get());
            }
            return Handled.done();
        }
        String missing = "blueprint " + request.getBlueprint() + "@" + request.getBlueprintVersion();
        if (clock.instant().isBefore(request.getDeadline())) {
            return Handled.again(UNTIL_BLUEPRINTS_COME, missing + " has not been published yet");
        }
        Reason late = new Reason("blueprint", "", missing + " was not published before the deadline");
        for (LaneItem member : open) {
            outbox.send(member, new NextStep.Skip(List.of(late)), member.earlier());
        }
        return Handled.done();
    }
}
