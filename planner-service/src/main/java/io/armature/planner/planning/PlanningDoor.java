package io.armature.planner.planning;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.EventHeaders;
import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Reason;
import io.armature.events.ItemRequested;
import io.armature.events.Phase;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import io.armature.generation.Attempt;
import io.armature.inflight.Handled;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An accepted request in; its skeleton and items out, in one transaction, or the end of the plan. */
@Component
class PlanningDoor {
    private static final Logger LOG = LoggerFactory.getLogger(PlanningDoor.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration UNTIL_BLUEPRINTS_COME = Duration.ofMillis(500);
    private static final String SOURCE = "planner-service";

    private final Planning planning;
    private final PublishedBlueprints blueprints;
    private final Transactions transactions;
    private final Clock clock = Clock.systemUTC();

    PlanningDoor(Planning planning, PublishedBlueprints blueprints, Transactions transactions) {
        this.planning = planning;
        this.blueprints = blueprints;
        this.transactions = transactions;
    }

    Handled onAccepted(ConsumerRecord<String, PlanAccepted> record) throws InterruptedException {
        PlanAccepted plan = record.value();
        Optional<Blueprint> blueprint = blueprints.find(plan.getBlueprint(), plan.getBlueprintVersion());
        if (blueprint.isEmpty() && clock.instant().isBefore(plan.getDeadline())) {
            return Handled.again(
                    UNTIL_BLUEPRINTS_COME,
                    "blueprint " + plan.getBlueprint() + "@" + plan.getBlueprintVersion()
                            + " has not been published yet");
        }
        String planningId = UUID.randomUUID().toString();
        Headers cause = record.headers();
        if (blueprint.isEmpty()) {
            Reason reason = new Reason("blueprint", "/blueprint", "its version was not published before the deadline");
            transactions.publish(List.of(aborted(plan, planningId, List.of(reason), List.of(), cause)));
            return Handled.done();
        }
        Optional<BigDecimal> maxCost = Optional.ofNullable(plan.getMaxCost());
        JsonNode input = JSON.readTree(plan.getInput());
        switch (planning.plan(blueprint.get().skeleton(), input, maxCost, plan.getDeadline())) {
            case Planned.Skeleton(JsonNode skeleton, List<Attempt> attempts) -> {
                transactions.publish(events(plan, planningId, blueprint.get(), skeleton, attempts, cause));
                LOG.info("jobId={} planned attempts={}", plan.getJobId(), attempts.size());
            }
            case Planned.NoSkeleton(List<Reason> reasons, List<Attempt> attempts) -> {
                transactions.publish(List.of(aborted(plan, planningId, reasons, attempts, cause)));
                LOG.warn(
                        "jobId={} has no skeleton: {}",
                        plan.getJobId(),
                        reasons.getFirst().message());
            }
        }
        return Handled.done();
    }

    private List<ProducerRecord<String, SpecificRecord>> events(
            PlanAccepted plan,
            String planningId,
            Blueprint blueprint,
            JsonNode skeleton,
            List<Attempt> attempts,
            Headers cause) {
        Instant now = clock.instant();
        List<ItemSpec> items = blueprint.items(skeleton);
        BigDecimal perItem = Planning.perItem(Optional.ofNullable(plan.getMaxCost()), attempts, items.size())
                .orElse(null);
        String header = blueprint.header(skeleton).toString();
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>(items.size() + 1);
        SkeletonCreated created = SkeletonCreated.newBuilder()
                .setJobId(plan.getJobId())
                .setPlanningId(planningId)
                .setBlueprint(plan.getBlueprint())
                .setBlueprintVersion(plan.getBlueprintVersion())
                .setSkeleton(skeleton.toString())
                .setItems(items.stream().map(PlanningDoor::event).toList())
                .setAttempts(AttemptEvents.of(Phase.SKELETON, attempts))
                .setCreatedAt(now)
                .build();
        records.add(record(Topic.PLAN_SKELETONS, plan.getJobId(), created, plan, now, cause));
        for (ItemSpec item : items) {
            ItemRequested requested = ItemRequested.newBuilder()
                    .setJobId(plan.getJobId())
                    .setPlanningId(planningId)
                    .setItemId(item.itemId())
                    .setKind(item.kind())
                    .setBlueprint(plan.getBlueprint())
                    .setBlueprintVersion(plan.getBlueprintVersion())
                    .setSpec(item.spec().toString())
                    .setInput(plan.getInput())
                    .setHeader(header)
                    .setMaxCost(perItem)
                    .setTenant(plan.getTenant())
                    .setRequestedAt(now)
                    .setDeadline(plan.getDeadline())
                    .build();
            records.add(
                    record(Topic.ITEMS_REQUESTED, plan.getJobId() + "/" + item.itemId(), requested, plan, now, cause));
        }
        return records;
    }

    private ProducerRecord<String, SpecificRecord> aborted(
            PlanAccepted plan, String planningId, List<Reason> reasons, List<Attempt> attempts, Headers cause) {
        Instant now = clock.instant();
        PlanAborted aborted = PlanAborted.newBuilder()
                .setJobId(plan.getJobId())
                .setBlueprint(plan.getBlueprint())
                .setBlueprintVersion(plan.getBlueprintVersion())
                .setPlanningId(planningId)
                .setReasons(AttemptEvents.reasons(reasons))
                .setAttempts(AttemptEvents.of(Phase.SKELETON, attempts))
                .setTenant(plan.getTenant())
                .setRequestedAt(plan.getRequestedAt())
                .setAbortedAt(now)
                .build();
        return record(Topic.PLAN_ABORTED, plan.getJobId(), aborted, plan, now, cause);
    }

    private static ProducerRecord<String, SpecificRecord> record(
            Topic topic, String key, SpecificRecord event, PlanAccepted plan, Instant now, Headers cause) {
        return new ProducerRecord<>(
                topic.topicName(), null, key, event, EventHeaders.of(topic, SOURCE, now, cause, plan.getTenant()));
    }

    private static io.armature.events.ItemSpec event(ItemSpec item) {
        return io.armature.events.ItemSpec.newBuilder()
                .setItemId(item.itemId())
                .setKind(item.kind())
                .setTitle(item.title())
                .setSpec(item.spec().toString())
                .setDependsOn(item.dependsOn())
                .build();
    }
}
