package io.armature.assembler.job;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Distinctness;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The last event of a plan, from everything that is known of it. */
public final class Ending {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Ending() {}

    /**
     * What is known of one item: its result, or the attempts it had made so far.
     *
     * @param round in which it was asked for last, from 0
     */
    public record ItemState(@Nullable ItemCompleted result, List<Attempt> attempts, boolean escalated, int round) {
        /** Nothing yet. */
        public static final ItemState UNKNOWN = new ItemState(null, List.of(), false, 0);

        /** It was asked for again, and that has no result yet; what it holds stands until then. */
        public boolean isOpen() {
            return result != null && round > result.getRound();
        }

        /** Its result; empty while it has none, or is open. */
        public Optional<ItemCompleted> ended() {
            return isOpen() ? Optional.empty() : Optional.ofNullable(result);
        }

        /** Whether it waits for the result of this round. */
        public boolean waitsFor(int ofRound) {
            return result == null || (isOpen() && ofRound == round);
        }

        /** What counts of it when this result has come: of each round the first, and the last that was accepted. */
        public ItemCompleted counted(ItemCompleted next) {
            if (result == null) {
                return next;
            }
            if (!waitsFor(next.getRound())) {
                return result;
            }
            return next.getOutcome() == ItemOutcome.ACCEPTED
                    ? next
                    : ItemCompleted.newBuilder(result).setRound(next.getRound()).build();
        }
    }

    /** How the items fared, in skeleton order. */
    private record Items(
            List<ItemEnd> ends,
            Map<String, JsonNode> contents,
            Map<String, List<Attempt>> attempts,
            List<Reason> reasons) {}

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
        Items items = items(skeleton, states);
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
        Items items = items(skeleton, states);
        items.reasons().addFirst(why);
        return finish(job, Outcome.FAILED, null, items, skeleton, now);
    }

    private static Items items(SkeletonCreated skeleton, Map<String, ItemState> states) {
        Items items = new Items(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (ItemSpec spec : skeleton.getItems()) {
            ItemState state = states.getOrDefault(spec.getItemId(), ItemState.UNKNOWN);
            ItemEnd end = end(spec, state);
            if (end.getOutcome() == ItemOutcome.ACCEPTED && state.result() != null) {
                try {
                    items.contents().put(spec.getItemId(), content(state.result()));
                } catch (UnreadableException e) {
                    end = ItemEnd.newBuilder(end)
                            .setOutcome(ItemOutcome.FAILED)
                            .setReasons(List.of(new Reason("content", "", e.why)))
                            .build();
                }
            }
            items.ends().add(end);
            items.attempts().put(spec.getItemId(), state.attempts());
            end.getReasons().stream().map(reason -> ofItem(spec, reason)).forEach(items.reasons()::add);
        }
        return items;
    }

    /** An item was accepted, but what it says cannot be read: it has failed after all. */
    private static final class UnreadableException extends Exception {
        private final String why;

        UnreadableException(String why) {
            super(why);
            this.why = why;
        }
    }

    private static JsonNode content(ItemCompleted result) throws UnreadableException {
        if (result.getContent() == null) {
            throw new UnreadableException("its result has no content");
        }
        try {
            return JSON.readTree(result.getContent());
        } catch (JacksonException e) {
            throw new UnreadableException("the content of its result is not JSON");
        }
    }

    private static ItemEnd end(ItemSpec spec, ItemState state) {
        ItemCompleted result = state.result();
        List<Attempt> attempts = state.attempts();
        return ItemEnd.newBuilder()
                .setItemId(spec.getItemId())
                .setTitle(spec.getTitle())
                .setOutcome(result == null ? ItemOutcome.SKIPPED : result.getOutcome())
                .setReasons(reasons(result))
                .setTier(
                        result == null
                                ? attempts.stream()
                                        .mapToInt(Attempt::getTier)
                                        .max()
                                        .orElse(0)
                                : result.getTier())
                .setAttempts(attempts)
                .build();
    }

    /** Every item that is missing has a reason: a plan must not look complete because a result said none. */
    private static List<Reason> reasons(@Nullable ItemCompleted result) {
        if (result == null) {
            return List.of(new Reason("deadline", "", "it was not finished when the plan's deadline passed"));
        }
        if (result.getOutcome() == ItemOutcome.ACCEPTED) {
            return List.of();
        }
        return result.getReasons().isEmpty()
                ? List.of(new Reason("item", "", "it ended as " + result.getOutcome() + " without a reason"))
                : result.getReasons();
    }

    private static Reason ofItem(ItemSpec spec, Reason reason) {
        return new Reason(reason.getCode(), reason.getPointer(), spec.getItemId() + ": " + reason.getMessage());
    }

    private static PlanCompleted finish(
            Job job, Outcome outcome, @Nullable String document, Items items, SkeletonCreated skeleton, Instant now) {
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
