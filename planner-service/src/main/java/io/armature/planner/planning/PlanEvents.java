package io.armature.planner.planning;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.EventHeaders;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Reason;
import io.armature.events.ItemMate;
import io.armature.events.ItemRequested;
import io.armature.events.Phase;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import io.armature.generation.Attempt;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The events that one run of planning ends in.
 *
 * @param plan what was to be planned
 * @param planningId names the run
 * @param cause headers of the accepted request
 * @param now when the events come about
 */
record PlanEvents(PlanAccepted plan, String planningId, Headers cause, Instant now) {
    private static final String SOURCE = "planner-service";

    /**
     * The skeleton first, then its items in its order, several in one event where the blueprint wants them in one call;
     * those that depend on others are the assembler's to ask for.
     *
     * @param dealt what the items are offered, by item id
     */
    List<ProducerRecord<String, SpecificRecord>> planned(
            Blueprint blueprint,
            JsonNode skeleton,
            List<ItemSpec> items,
            Map<String, ArrayNode> dealt,
            List<Attempt> attempts) {
        BigDecimal perItem = Planning.perItem(Optional.ofNullable(plan.getMaxCost()), attempts, items.size())
                .orElse(null);
        String header = blueprint.header(skeleton).toString();
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>(items.size() + 1);
        records.add(record(
                Topic.PLAN_SKELETONS,
                plan.getJobId(),
                SkeletonCreated.newBuilder()
                        .setJobId(plan.getJobId())
                        .setPlanningId(planningId)
                        .setBlueprint(plan.getBlueprint())
                        .setBlueprintVersion(plan.getBlueprintVersion())
                        .setSkeleton(skeleton.toString())
                        .setItems(items.stream()
                                .map(item -> event(item, candidates(item, dealt)))
                                .toList())
                        .setAttempts(AttemptEvents.of(Phase.SKELETON, attempts))
                        .setCreatedAt(now)
                        .build()));
        for (List<ItemSpec> group : Groups.of(blueprint, items)) {
            ItemSpec first = group.getFirst();
            List<ItemMate> mates = group.stream()
                    .skip(1)
                    .map(mate -> new ItemMate(mate.itemId(), mate.spec().toString(), candidates(mate, dealt)))
                    .toList();
            ItemRequested request = requested(first, mates, header, candidates(first, dealt), perItem);
            records.add(record(Topic.ITEMS_REQUESTED, plan.getJobId() + "/" + first.itemId(), request));
        }
        return records;
    }

    /** A whole document, written by one call. */
    List<ProducerRecord<String, SpecificRecord>> written(JsonNode document, List<Attempt> attempts) {
        return List.of(record(
                Topic.PLAN_SKELETONS,
                plan.getJobId(),
                SkeletonCreated.newBuilder()
                        .setJobId(plan.getJobId())
                        .setPlanningId(planningId)
                        .setBlueprint(plan.getBlueprint())
                        .setBlueprintVersion(plan.getBlueprintVersion())
                        .setSkeleton("{}")
                        .setItems(List.of())
                        .setDocument(document.toString())
                        .setAttempts(AttemptEvents.of(Phase.SKELETON, attempts))
                        .setCreatedAt(now)
                        .build()));
    }

    /** The end of the plan. */
    List<ProducerRecord<String, SpecificRecord>> aborted(List<Reason> reasons, List<Attempt> attempts) {
        return List.of(record(
                Topic.PLAN_ABORTED,
                plan.getJobId(),
                PlanAborted.newBuilder()
                        .setJobId(plan.getJobId())
                        .setBlueprint(plan.getBlueprint())
                        .setBlueprintVersion(plan.getBlueprintVersion())
                        .setPlanningId(planningId)
                        .setReasons(AttemptEvents.reasons(reasons))
                        .setAttempts(AttemptEvents.of(Phase.SKELETON, attempts))
                        .setTenant(plan.getTenant())
                        .setRequestedAt(plan.getRequestedAt())
                        .setAbortedAt(now)
                        .build()));
    }

    private ItemRequested requested(
            ItemSpec item,
            List<ItemMate> mates,
            String header,
            @Nullable String candidates,
            @Nullable BigDecimal perItem) {
        return ItemRequested.newBuilder()
                .setJobId(plan.getJobId())
                .setPlanningId(planningId)
                .setItemId(item.itemId())
                .setKind(item.kind())
                .setBlueprint(plan.getBlueprint())
                .setBlueprintVersion(plan.getBlueprintVersion())
                .setSpec(item.spec().toString())
                .setInput(plan.getInput())
                .setHeader(header)
                .setModel(plan.getModel())
                .setFast(plan.getFast())
                .setRetry(plan.getRetry())
                .setCandidates(candidates)
                .setMates(mates)
                .setMaxCost(perItem)
                .setTenant(plan.getTenant())
                .setRequestedAt(now)
                .setDeadline(plan.getDeadline())
                .build();
    }

    private ProducerRecord<String, SpecificRecord> record(Topic topic, String key, SpecificRecord event) {
        return new ProducerRecord<>(
                topic.topicName(), null, key, event, EventHeaders.of(topic, SOURCE, now, cause, plan.getTenant()));
    }

    private static @Nullable String candidates(ItemSpec item, Map<String, ArrayNode> dealt) {
        return Optional.ofNullable(dealt.get(item.itemId()))
                .map(ArrayNode::toString)
                .orElse(null);
    }

    private static io.armature.events.ItemSpec event(ItemSpec item, @Nullable String candidates) {
        return io.armature.events.ItemSpec.newBuilder()
                .setItemId(item.itemId())
                .setKind(item.kind())
                .setTitle(item.title())
                .setSpec(item.spec().toString())
                .setDependsOn(item.dependsOn())
                .setGoesOnWithout(item.goesOnWithout())
                .setCandidates(candidates)
                .build();
    }
}
