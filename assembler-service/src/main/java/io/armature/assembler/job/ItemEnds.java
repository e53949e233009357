package io.armature.assembler.job;

import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemEnd;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemSpec;
import io.armature.events.Reason;
import io.armature.events.SkeletonCreated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the items of a plan fared, in skeleton order.
 *
 * @param contents of those that were accepted, by item id
 * @param attempts of each, by item id
 * @param reasons why the plan is not whole, so far; may be added to
 */
record ItemEnds(
        List<ItemEnd> ends, Map<String, JsonNode> contents, Map<String, List<Attempt>> attempts, List<Reason> reasons) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static ItemEnds of(SkeletonCreated skeleton, Map<String, ItemState> states) {
        ItemEnds items =
                new ItemEnds(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
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
}
