package io.armature.assembler.job;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Distinctness;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemSpec;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The last event of a plan, from everything that is known of it. */
public final class Ending {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Ending() {}

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
     * A plan whose whole document one call wrote; the planner has held it to every rule.
     *
     * @param input JSON text of the request's input
     */
    private static PlanCompleted whole(
            Job job, Blueprint blueprint, String input, SkeletonCreated written, String document, Instant now) {
        List<Reason> reasons = new ArrayList<>();
        try {
            blueprint.checkDocument(JSON.readTree(input), JSON.readTree(document)).stream()
                    .map(reason -> new Reason(reason.code(), reason.pointer(), reason.message()))
                    .forEach(reasons::add);
        } catch (RuntimeException e) {
            reasons.add(new Reason("assembly", "", "the document cannot be read: " + e.getMessage()));
        }
        return start(job, now)
                .setOutcome(reasons.isEmpty() ? Outcome.COMPLETE : Outcome.FAILED)
                .setDocument(reasons.isEmpty() ? document : null)
                .setReasons(reasons)
                .setSkeletonAttempts(written.getAttempts())
                .setBill(Bills.of(written.getAttempts(), Map.of()))
                .build();
    }

    /**
     * A plan with items, of which some may be missing; or with none, where one call wrote the whole document.
     *
     * @param input JSON text of the request's input
     */
    public static PlanCompleted withItems(
            Job job,
            Blueprint blueprint,
            String input,
            SkeletonCreated skeleton,
            Map<String, ItemState> states,
            Instant now) {
        if (skeleton.getDocument() != null) {
            return whole(job, blueprint, input, skeleton, skeleton.getDocument(), now);
        }
        ItemEnds items = ItemEnds.of(skeleton, states);
        if (items.ends().isEmpty()) {
            items.reasons().add(new Reason("no-items", "", "the skeleton has no items; there is nothing to generate"));
        }
        String document = null;
        try {
            JsonNode assembled = blueprint.assemble(JSON.readTree(skeleton.getSkeleton()), items.contents());
            if (items.reasons().isEmpty()) {
                blueprint.checkDocument(JSON.readTree(input), assembled).stream()
                        .map(reason -> new Reason(reason.code(), reason.pointer(), reason.message()))
                        .forEach(items.reasons()::add);
            }
            document = items.contents().isEmpty() && !blueprint.standsWithoutItems() ? null : assembled.toString();
        } catch (RuntimeException e) {
            // Whatever is wrong with this plan's document, the plans behind it must not wait for it.
            items.reasons()
                    .add(new Reason(
                            "assembly", "", "the items cannot be put together to a document: " + e.getMessage()));
        }
        List<Reason> alike = alike(blueprint, skeleton, states);
        boolean harm = !alike.isEmpty()
                && blueprint.distinctness().filter(Distinctness::mustHold).isPresent();
        boolean whole = items.reasons().isEmpty() && !harm;
        items.reasons().addAll(alike);
        Outcome outcome = document == null ? Outcome.FAILED : whole ? Outcome.COMPLETE : Outcome.PARTIAL;
        return finish(job, outcome, document, items, skeleton, now);
    }

    /** What stays alike, of each item that is like an earlier one. */
    private static List<Reason> alike(Blueprint blueprint, SkeletonCreated skeleton, Map<String, ItemState> states) {
        List<Reason> reasons = new ArrayList<>();
        blueprint.distinctness().ifPresent(distinct -> {
            Standing standing = new Standing(distinct.threshold());
            for (ItemSpec spec : skeleton.getItems()) {
                ItemCompleted result =
                        states.getOrDefault(spec.getItemId(), ItemState.UNKNOWN).result();
                if (result != null && result.getOutcome() == ItemOutcome.ACCEPTED) {
                    Faces.of(blueprint, Optional.of(spec), result).ifPresent(face -> {
                        standing.like(spec.getItemId(), face).stream()
                                .findFirst()
                                .ifPresent(like -> reasons.add(like.stays(spec.getItemId(), face.name())));
                        standing.place(spec.getItemId(), face);
                    });
                }
            }
        });
        return reasons;
    }

    /** A plan with items that cannot be put together, for this reason. */
    public static PlanCompleted withoutDocument(
            Job job, Reason why, SkeletonCreated skeleton, Map<String, ItemState> states, Instant now) {
        ItemEnds items = ItemEnds.of(skeleton, states);
        items.reasons().addFirst(why);
        return finish(job, Outcome.FAILED, null, items, skeleton, now);
    }

    private static PlanCompleted finish(
            Job job,
            Outcome outcome,
            @Nullable String document,
            ItemEnds items,
            SkeletonCreated skeleton,
            Instant now) {
        return start(job, now)
                .setOutcome(outcome)
                .setDocument(document)
                .setReasons(items.reasons())
                .setItems(items.ends())
                .setSkeletonAttempts(skeleton.getAttempts())
                .setBill(Bills.of(skeleton.getAttempts(), items.attempts()))
                .build();
    }

    private static PlanCompleted.Builder start(Job job, Instant now) {
        return PlanCompleted.newBuilder()
                .setJobId(job.jobId())
                .setBlueprint(job.request().blueprint())
                .setBlueprintVersion(job.request().blueprintVersion())
                .setTenant(job.request().tenant())
                .setRequestedAt(job.request().requestedAt())
                .setCompletedAt(now);
    }
}
