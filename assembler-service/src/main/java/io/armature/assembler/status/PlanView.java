package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import io.armature.events.ItemCompleted;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans as JSON shows them. */
final class PlanView {
    private PlanView() {}

    /** Where a plan stands, in a few numbers. */
    static Map<String, Object> summary(Job job, Instant now) {
        Map<String, Object> summary = new LinkedHashMap<>();
        Instant until = job.hasEnded() ? job.changedAt() : now;
        summary.put("jobId", job.jobId());
        summary.put("blueprint", job.request().blueprint());
        summary.put("phase", job.phase());
        if (job.outcome() != null) {
            summary.put("outcome", job.outcome());
        }
        summary.put("itemsTotal", job.items().total());
        summary.put("itemsAccepted", job.items().accepted());
        summary.put("itemsFailed", job.items().failed());
        summary.put("itemsEscalated", job.items().escalated());
        summary.put("cost", AvroJson.money(job.cost()));
        summary.put("requestedAt", job.request().requestedAt().toString());
        summary.put("elapsedMs", job.elapsed(until).toMillis());
        job.remaining(until).ifPresent(left -> summary.put("remainingMs", left.toMillis()));
        return summary;
    }

    /** An ended plan with its items, reasons and bill, without its document. */
    static Map<String, Object> ended(Job job, PlanCompleted last, Instant now) {
        Map<String, Object> status = summary(job, now);
        Map<String, Object> event = AvroJson.of(last);
        event.remove("document");
        status.putAll(event);
        return status;
    }

    /** A plan whose items are being generated, each with how it stands. */
    static Map<String, Object> generating(
            Job job, SkeletonCreated skeleton, Map<String, ItemCompleted> results, Instant now) {
        Map<String, Object> status = summary(job, now);
        List<Map<String, String>> items = skeleton.getItems().stream()
                .map(item -> Map.of(
                        "itemId", item.getItemId(),
                        "title", item.getTitle(),
                        "outcome",
                                Optional.ofNullable(results.get(item.getItemId()))
                                        .map(result -> result.getOutcome().name())
                                        .orElse("GENERATING")))
                .toList();
        status.put("items", items);
        return status;
    }
}
