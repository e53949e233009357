package io.armature.assembler.assembly;

import io.armature.events.Attempt;
import io.armature.events.AttemptOutcome;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.events.ItemSpec;
import io.armature.events.Phase;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Events as the other services publish them. */
public final class Events {
    public static final Instant START = Instant.parse("2026-11-21T06:00:00Z");
    public static final Duration DEADLINE = Duration.ofMinutes(5);
    public static final String PLANNING = "planning-1";

    private Events() {}

    public static PlanAccepted accepted(String jobId) {
        return accepted(jobId, START);
    }

    public static PlanAccepted accepted(String jobId, Instant now) {
        return PlanAccepted.newBuilder()
                .setJobId(jobId)
                .setBlueprint(Notes.BLUEPRINT.id())
                .setBlueprintVersion(Notes.BLUEPRINT.version())
                .setInput("{}")
                .setTenant("acme")
                .setRequestedAt(now)
                .setAcceptedAt(now)
                .setDeadline(now.plus(DEADLINE))
                .build();
    }

    static PlanAborted turnedAway(String jobId, String... messages) {
        return PlanAborted.newBuilder()
                .setJobId(jobId)
                .setBlueprint("unheard-of")
                .setReasons(reasons(messages))
                .setRequestedAt(START)
                .setAbortedAt(START)
                .build();
    }

    static PlanAborted withoutSkeleton(String jobId, String planningId, Attempt... attempts) {
        return PlanAborted.newBuilder(turnedAway(jobId, "no skeleton was good"))
                .setBlueprint(Notes.BLUEPRINT.id())
                .setBlueprintVersion(Notes.BLUEPRINT.version())
                .setPlanningId(planningId)
                .setAttempts(List.of(attempts))
                .build();
    }

    /** A skeleton of items that depend on others. */
    static SkeletonCreated skeleton(String jobId, List<ItemSpec> items, Attempt... attempts) {
        return SkeletonCreated.newBuilder(skeleton(
                        jobId, PLANNING, items.stream().map(ItemSpec::getItemId).toList(), attempts))
                .setItems(items)
                .build();
    }

    /** An item that needs others. */
    static ItemSpec after(String itemId, String... dependsOn) {
        return ItemSpec.newBuilder(spec(itemId))
                .setDependsOn(List.of(dependsOn))
                .build();
    }

    /** An item that is made from what there is of others. */
    static ItemSpec afterIfThere(String itemId, String... dependsOn) {
        return ItemSpec.newBuilder(after(itemId, dependsOn))
                .setGoesOnWithout(true)
                .build();
    }

    public static SkeletonCreated skeleton(String jobId, String planningId, List<String> itemIds, Attempt... attempts) {
        return SkeletonCreated.newBuilder()
                .setJobId(jobId)
                .setPlanningId(planningId)
                .setBlueprint(Notes.BLUEPRINT.id())
                .setBlueprintVersion(Notes.BLUEPRINT.version())
                .setSkeleton(itemIds.stream()
                        .map(id -> "{\"id\":\"" + id + "\"}")
                        .collect(Collectors.joining(",", "{\"parts\":[", "]}")))
                .setItems(itemIds.stream().map(Events::spec).toList())
                .setAttempts(List.of(attempts))
                .setCreatedAt(START)
                .build();
    }

    /** What one call wrote. */
    static SkeletonCreated document(String jobId, String document, Attempt... attempts) {
        return SkeletonCreated.newBuilder(skeleton(jobId, PLANNING, List.of(), attempts))
                .setSkeleton("{}")
                .setDocument(document)
                .build();
    }

    public static ItemCompleted done(String jobId, String planningId, String itemId, Attempt... attempts) {
        return ItemCompleted.newBuilder()
                .setJobId(jobId)
                .setPlanningId(planningId)
                .setItemId(itemId)
                .setOutcome(ItemOutcome.ACCEPTED)
                .setContent("{\"id\":\"" + itemId + "\"}")
                .setTier(
                        Arrays.stream(attempts).mapToInt(Attempt::getTier).max().orElse(0))
                .setAttempts(List.of(attempts))
                .setCompletedAt(START)
                .build();
    }

    static ItemCompleted failed(String jobId, String planningId, String itemId, String why, Attempt... attempts) {
        return ItemCompleted.newBuilder(done(jobId, planningId, itemId, attempts))
                .setOutcome(ItemOutcome.FAILED)
                .setContent(null)
                .setReasons(reasons(why))
                .build();
    }

    static ItemEscalated escalated(String jobId, String planningId, String itemId, Attempt... attempts) {
        ItemRequested request = ItemRequested.newBuilder()
                .setJobId(jobId)
                .setPlanningId(planningId)
                .setItemId(itemId)
                .setKind("part")
                .setBlueprint(Notes.BLUEPRINT.id())
                .setBlueprintVersion(Notes.BLUEPRINT.version())
                .setSpec("{}")
                .setInput("{}")
                .setHeader("{}")
                .setRequestedAt(START)
                .setDeadline(START.plus(DEADLINE))
                .build();
        return ItemEscalated.newBuilder()
                .setRequest(request)
                .setTier(1)
                .setReasons(reasons("the cheap model could not do it"))
                .setAttempts(List.of(attempts))
                .setLastAnswer("{")
                .setEscalatedAt(START)
                .build();
    }

    /** A call that cost this many dollars. */
    public static Attempt attempt(String attemptId, int tier, String cost) {
        return Attempt.newBuilder()
                .setAttemptId(attemptId)
                .setPhase(Phase.ITEM)
                .setTier(tier)
                .setModel(tier == 0 ? "cheap" : "strong")
                .setOutcome(AttemptOutcome.REJECTED)
                .setPromptTokens(10)
                .setCompletionTokens(20)
                .setCost(new BigDecimal(cost).setScale(12))
                .setStartedAt(START)
                .setLatencyMs(1)
                .setPromptHash("")
                .build();
    }

    private static ItemSpec spec(String itemId) {
        return ItemSpec.newBuilder()
                .setItemId(itemId)
                .setKind("part")
                .setTitle("Part " + itemId)
                .setSpec("{\"id\":\"" + itemId + "\"}")
                .build();
    }

    private static List<Reason> reasons(String... messages) {
        return Arrays.stream(messages)
                .map(message -> new Reason("rule", "", message))
                .toList();
    }
}
