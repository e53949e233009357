package io.armature.assembler.assembly;

import io.armature.assembler.job.Dependencies.Readiness;
import io.armature.blueprints.ItemResult;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.events.ItemSpec;
import io.armature.events.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Requests for items that depend on others, with what they need of them. */
final class DependentRequests {
    private static final Logger LOG = LoggerFactory.getLogger(DependentRequests.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlanState state;

    DependentRequests(PlanState state) {
        this.state = state;
    }

    /** Whether an item can be asked for by now. */
    Readiness readiness(PlanInWork plan, ItemSpec item) {
        return plan.dependencies().of(item, id -> ended(plan, id));
    }

    /** The request for an item that was asked for before, with what it needs of others. */
    ItemRequested.Builder again(PlanInWork plan, ItemSpec item, @Nullable BigDecimal share, Instant now) {
        List<ItemSpec> with = switch (readiness(plan, item)) {
            case Readiness.Ready(List<ItemSpec> ended) -> ended;
            case Readiness.Waits() -> List.of();
            case Readiness.Unmet(Reason why) -> List.of();
        };
        return of(plan, item, with, share, now);
    }

    /** @param with the dependencies that it sees */
    ItemRequested.Builder of(
            PlanInWork plan, ItemSpec item, List<ItemSpec> with, @Nullable BigDecimal share, Instant now) {
        List<ItemResult> results = with.stream()
                .flatMap(dependency -> seen(plan, dependency).stream())
                .toList();
        return ItemRequests.of(plan, item, share, now)
                .setResults(plan.blueprint().results(item.getKind(), results).toString());
    }

    private Optional<ItemOutcome> ended(PlanInWork plan, String itemId) {
        return state.item(plan.request().getJobId(), plan.skeleton().getPlanningId(), itemId)
                .ended()
                .map(ItemCompleted::getOutcome);
    }

    /** What an accepted item holds; content that is no JSON is told at the plan's end, and nobody sees it before. */
    private Optional<ItemResult> seen(PlanInWork plan, ItemSpec item) {
        ItemCompleted result = state.item(
                        plan.request().getJobId(), plan.skeleton().getPlanningId(), item.getItemId())
                .result();
        String content = result == null ? null : result.getContent();
        try {
            return content == null
                    ? Optional.empty()
                    : Optional.of(new ItemResult(
                            item.getItemId(),
                            item.getKind(),
                            item.getTitle(),
                            JSON.readTree(item.getSpec()),
                            JSON.readTree(content)));
        } catch (JacksonException e) {
            LOG.warn("jobId={} itemId={} holds no JSON", plan.request().getJobId(), item.getItemId());
            return Optional.empty();
        }
    }
}
