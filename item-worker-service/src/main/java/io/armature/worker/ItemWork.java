package io.armature.worker;

import io.armature.backbone.AttemptEvents;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Together;
import io.armature.events.Attempt;
import io.armature.events.Phase;
import io.armature.generation.Assignment;
import io.armature.generation.Generation;
import io.armature.generation.TierResult;
import io.armature.models.UnknownModelException;
import io.armature.retrieval.Meanings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Has items generated, and sends what becomes of them: one by itself, or several that are asked for in one call. */
final class ItemWork {
    private static final Logger LOG = LoggerFactory.getLogger(ItemWork.class);

    private final Generation generation;
    private final Meanings meanings;
    private final ItemOutbox outbox;
    private final ItemMetrics metrics;

    ItemWork(Generation generation, Meanings meanings, ItemOutbox outbox, ItemMetrics metrics) {
        this.generation = generation;
        this.meanings = meanings;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /**
     * One call for all, then each that needs it by itself, side by side.
     *
     * @param open those that nothing has become of yet
     */
    void together(LaneItem group, List<LaneItem> open, Blueprint blueprint) throws InterruptedException {
        Set<String> ids = open.stream().map(item -> item.request().getItemId()).collect(Collectors.toSet());
        List<GroupCall.Part> parts = parts(group, blueprint);
        SideBySide.run(parts.stream()
                .filter(part -> ids.contains(part.item().request().getItemId()))
                .<SideBySide.Task>map(part -> () -> {
                    if (part.end().isPresent()) {
                        conclude(part.item(), blueprint, part.end().get());
                    } else {
                        alone(part.item(), blueprint);
                    }
                })
                .toList());
    }

    /**
     * What one call came to; where none can be made, each is to be asked for alone, and tells what is wrong with it.
     */
    private List<GroupCall.Part> parts(LaneItem group, Blueprint blueprint) throws InterruptedException {
        try {
            Stage stage = stage(group, blueprint);
            Optional<Together> together = stage.together();
            if (together.isPresent()) {
                return new GroupCall(group, stage, together.get()).make(this::onTier, metrics::attempts);
            }
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while generating");
        } catch (RuntimeException e) {
            LOG.warn(
                    "jobId={} itemId={} items={} cannot be asked for together, so each is by itself: {}",
                    group.request().getJobId(),
                    group.request().getItemId(),
                    group.members().size(),
                    e.toString());
        }
        return group.members().stream()
                .map(item -> new GroupCall.Part(item, Optional.empty()))
                .toList();
    }

    private static Stage stage(LaneItem item, Blueprint blueprint) {
        Stage stage = blueprint
                .item(item.request().getKind())
                .with(item.request().getModel(), item.request().getFast());
        return item.request().getRetry() ? stage.retried() : stage;
    }

    /** One item by itself, on its tier. */
    void alone(LaneItem item, Blueprint blueprint) throws InterruptedException {
        Assignment assignment;
        try {
            assignment = item.on(stage(item, blueprint));
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
        metrics.attempts(result.attempts());
        conclude(item, blueprint, result);
    }

    private void conclude(LaneItem item, Blueprint blueprint, TierResult result) throws InterruptedException {
        List<Attempt> attempts = new ArrayList<>(item.earlier());
        attempts.addAll(AttemptEvents.of(Phase.ITEM, result.attempts()));
        int tiers = stage(item, blueprint).tiers().size();
        NextStep step = NextStep.after(result, item.tier(), tiers, item.because());
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
