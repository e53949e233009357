package io.armature.assembler.status;

import io.armature.events.PlanPhase;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.stereotype.Component;

/** Where a plan stands, whichever assembler keeps it. */
@Component
class Standing {
    /** What other assemblers tell beyond this is not for each step. */
    private static final Set<String> SUMMARY = Set.of(
            "jobId",
            "blueprint",
            "mode",
            "model",
            "fast",
            "phase",
            "outcome",
            "itemsTotal",
            "itemsAccepted",
            "itemsFailed",
            "itemsEscalated",
            "cost",
            "requestedAt",
            "elapsedMs",
            "remainingMs");

    private final PlanQueries queries;
    private final OtherAssemblers others;
    private final Clock clock = Clock.systemUTC();

    Standing(PlanQueries queries, OtherAssemblers others) {
        this.queries = queries;
        this.others = others;
    }

    /** Empty when the plan is not known, or not now, since its state moves. */
    Optional<Map<String, Object>> of(String jobId) throws InterruptedException {
        try {
            Optional<HostInfo> keeper = queries.keeper(jobId);
            if (keeper.isPresent() && !others.isSelf(keeper.get())) {
                return others.plan(keeper.get(), jobId).map(plan -> {
                    Map<String, Object> summary = new LinkedHashMap<>(plan);
                    summary.keySet().retainAll(SUMMARY);
                    return summary;
                });
            }
            return queries.job(jobId).map(job -> PlanView.summary(job, clock.instant()));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    static boolean isEnded(Map<String, Object> summary) {
        return PlanPhase.ENDED.name().equals(String.valueOf(summary.get("phase")));
    }
}
