package io.armature.assembler.job;

import io.armature.blueprints.Blueprint;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEnd;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemSpec;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The last event of a plan, from everything that is known of it. */
public final class Ending {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Ending() {}

    /** What is known of one item: its result, or the attempts it had made when the plan ended. */
    public record ItemState(@Nullable ItemCompleted result, List<Attempt> attempts) {}

    /** A plan without items. */
    public static PlanCompleted withoutItems(
            Job job, Outcome outcome, List<Reason> reasons, List<Attempt> attempts, Instant now) {
        return start(job, now)
                .setOutcome(outcome)
                .setReasons(reasons)
                .setSkeletonAttempts(attempts)
                .setBill(Bills.of(attempts, Map.of()))
                .build();
    }

    /**
     * A plan with items, of which some may be missing.
     *
     * @param input JSON text of the request's input
     */
    public static PlanCompleted withItems(
            Job job,
            Blueprint blueprint,
            String input,
            SkeletonCreated skeleton,
            Map<String, ItemState> items,
            Instant now) {
        Map<String, JsonNode> contents = new LinkedHashMap<>();
        Map<String, List<Attempt>> attempts = new LinkedHashMap<>();
        List<ItemEnd> ends = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (ItemSpec spec : skeleton.getItems()) {
            ItemState state = items.getOrDefault(spec.getItemId(), new ItemState(null, List.of()));
            ItemEnd end = end(spec, state);
            ends.add(end);
            attempts.put(spec.getItemId(), state.attempts());
            if (end.getOutcome() == ItemOutcome.ACCEPTED && state.result() != null) {
                contents.put(spec.getItemId(), JSON.readTree(state.result().getContent()));
            } else {
                end.getReasons().stream().map(reason -> ofItem(spec, reason)).forEach(reasons::add);
            }
        }
        JsonNode document = blueprint.assemble(JSON.readTree(skeleton.getSkeleton()), contents);
        if (reasons.isEmpty()) {
            blueprint.checkDocument(JSON.readTree(input), document).stream()
                    .map(r -> new Reason(r.code(), r.pointer(), r.message()))
                    .forEach(reasons::add);
        }
        Outcome outcome = contents.isEmpty() ? Outcome.FAILED : reasons.isEmpty() ? Outcome.COMPLETE : Outcome.PARTIAL;
        return start(job, now)
                .setOutcome(outcome)
                .setDocument(contents.isEmpty() ? null : document.toString())
                .setReasons(reasons)
                .setItems(ends)
                .setSkeletonAttempts(skeleton.getAttempts())
                .setBill(Bills.of(skeleton.getAttempts(), attempts))
                .build();
    }

    private static ItemEnd end(ItemSpec spec, ItemState state) {
        ItemCompleted result = state.result();
        return ItemEnd.newBuilder()
                .setItemId(spec.getItemId())
                .setTitle(spec.getTitle())
                .setOutcome(result == null ? ItemOutcome.SKIPPED : result.getOutcome())
                .setReasons(
                        result == null
                                ? List.of(new Reason(
                                        "deadline", "", "it was not finished when the plan's deadline passed"))
                                : result.getReasons())
                .setTier(result == null ? 0 : result.getTier())
                .setAttempts(state.attempts())
                .build();
    }

    private static Reason ofItem(ItemSpec spec, Reason reason) {
        return new Reason(reason.getCode(), reason.getPointer(), spec.getItemId() + ": " + reason.getMessage());
    }

    private static PlanCompleted.Builder start(Job job, Instant now) {
        return PlanCompleted.newBuilder()
                .setJobId(job.jobId())
                .setBlueprint(job.blueprint())
                .setBlueprintVersion(job.blueprintVersion())
                .setTenant(job.tenant())
                .setRequestedAt(job.requestedAt())
                .setCompletedAt(now);
    }
}
