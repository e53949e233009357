package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import io.armature.assembler.job.Request;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemSpec;
import io.armature.events.Mode;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans as JSON shows them. */
final class PlanView {
    private static final String OUTCOME = "outcome";

    private PlanView() {}

    /** Where a plan stands, in a few numbers. */
    static Map<String, Object> summary(Job job, Instant now) {
        Map<String, Object> summary = new LinkedHashMap<>();
        Instant until = job.hasEnded() ? job.changedAt() : now;
        summary.put("jobId", job.jobId());
        summary.put("blueprint", job.request().blueprint());
        Request request = job.request();
        if (request.mode() != null) {
            summary.put("mode", request.mode() == Mode.SINGLE_CALL ? "single-call" : "two-phase");
        }
        if (request.model() != null) {
            summary.put("model", request.model());
        }
        if (request.fast()) {
            summary.put("fast", true);
        }
        summary.put("phase", job.phase());
        if (job.outcome() != null) {
            summary.put(OUTCOME, job.outcome());
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

    /**
     * An ended plan with its items, reasons and bill, without its document.
     *
     * @param files how many files each accepted item holds; empty where documents hold no files
     */
    static Map<String, Object> ended(Job job, PlanCompleted last, List<Integer> files, Instant now) {
        Map<String, Object> status = summary(job, now);
        Map<String, Object> event = AvroJson.of(last);
        event.remove("document");
        if (event.get("items") instanceof List<?> items) {
            event.put("items", withFiles(items, files));
        }
        status.putAll(event);
        return status;
    }

    /**
     * A plan whose items are being generated, each with how it stands.
     *
     * @param files how many files each accepted item holds; empty where documents hold no files
     */
    static Map<String, Object> generating(
            Job job, SkeletonCreated skeleton, Map<String, ItemCompleted> results, List<Integer> files, Instant now) {
        Map<String, Object> status = summary(job, now);
        List<Map<String, String>> items = skeleton.getItems().stream()
                .map(item ->
                        Map.of("itemId", item.getItemId(), "title", item.getTitle(), OUTCOME, outcome(item, results)))
                .toList();
        status.put("items", withFiles(items, files));
        return status;
    }

    private static String outcome(ItemSpec item, Map<String, ItemCompleted> results) {
        ItemCompleted result = results.get(item.getItemId());
        if (result != null) {
            return result.getOutcome().name();
        }
        return results.keySet().containsAll(item.getDependsOn()) ? "GENERATING" : "WAITING";
    }

    private static List<Map<?, ?>> withFiles(List<?> items, List<Integer> files) {
        Iterator<Integer> counts = files.iterator();
        List<Map<?, ?>> all = new ArrayList<>();
        for (Object entry : items) {
            Map<Object, Object> item = new LinkedHashMap<>((Map<?, ?>) entry);
            if (counts.hasNext() && ItemOutcome.ACCEPTED.name().equals(String.valueOf(item.get(OUTCOME)))) {
                item.put("files", counts.next());
            }
            all.add(item);
        }
        return all;
    }
}
