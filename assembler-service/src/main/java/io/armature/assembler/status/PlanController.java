package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import io.armature.backbone.PublishedBlueprints;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /plans}, {@code /plans/{jobId}} and {@code /plans/{jobId}/document}. */
@RestController
class PlanController {
    private static final int MOST_LISTED = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlanQueries queries;
    private final OtherAssemblers others;
    private final PublishedBlueprints blueprints;

    PlanController(PlanQueries queries, OtherAssemblers others, PublishedBlueprints blueprints) {
        this.queries = queries;
        this.others = others;
        this.blueprints = blueprints;
    }

    /** The newest plans that this process keeps. */
    @GetMapping("/plans")
    List<Map<String, Object>> plans(@RequestParam(defaultValue = "50") int limit) {
        return queries.newest(Math.clamp(limit, 1, MOST_LISTED)).stream()
                .map(PlanController::summary)
                .toList();
    }

    @GetMapping("/plans/{jobId}")
    ResponseEntity<?> plan(@PathVariable String jobId, HttpServletRequest request) throws InterruptedException {
        return here(
                jobId,
                request,
                () -> queries.job(jobId)
                        .<ResponseEntity<?>>map(job -> ResponseEntity.ok(status(job)))
                        .orElseGet(() -> unknown(jobId)));
    }

    /** The finished document; with {@code partial=true} what is there so far. */
    @GetMapping("/plans/{jobId}/document")
    ResponseEntity<?> document(
            @PathVariable String jobId,
            @RequestParam(defaultValue = "false") boolean partial,
            HttpServletRequest request)
            throws InterruptedException {
        return here(
                jobId,
                request,
                () -> queries.job(jobId)
                        .<ResponseEntity<?>>map(job -> document(job, partial))
                        .orElseGet(() -> unknown(jobId)));
    }

    private ResponseEntity<?> document(Job job, boolean partial) {
        Optional<PlanCompleted> ended = queries.ended(job.jobId());
        if (ended.isPresent() && ended.get().getDocument() != null) {
            return json(ended.get().getDocument());
        }
        Optional<SkeletonCreated> skeleton = queries.skeleton(job.jobId());
        if (partial && skeleton.isPresent()) {
            Map<String, JsonNode> contents = new HashMap<>();
            for (ItemCompleted result : queries.results(job.jobId())) {
                if (result.getOutcome() == ItemOutcome.ACCEPTED) {
                    contents.put(result.getItemId(), JSON.readTree(result.getContent()));
                }
            }
            return blueprints
                    .find(job.blueprint(), String.valueOf(job.blueprintVersion()))
                    .<ResponseEntity<?>>map(blueprint -> json(blueprint
                            .assemble(JSON.readTree(skeleton.get().getSkeleton()), contents)
                            .toString()))
                    .orElseGet(() -> unknown(job.jobId()));
        }
        String detail = job.hasEnded()
                ? "the plan ended as " + job.outcome() + " and has no document; GET /plans/" + job.jobId()
                        + " tells the reasons"
                : "the plan is not finished: " + job.phase() + ", " + (job.itemsAccepted() + job.itemsFailed()) + " of "
                        + job.itemsTotal() + " items; ask with partial=true for what is there, or follow /events";
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                        job.hasEnded() ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT, detail))
                .build();
    }

    private Map<String, Object> status(Job job) {
        Map<String, Object> status = new LinkedHashMap<>(summary(job));
        Optional<PlanCompleted> ended = queries.ended(job.jobId());
        if (ended.isPresent()) {
            Map<String, Object> last = AvroJson.of(ended.get());
            last.remove("document");
            status.putAll(last);
            return status;
        }
        queries.skeleton(job.jobId()).ifPresent(skeleton -> {
            Map<String, ItemCompleted> results = new HashMap<>();
            queries.results(job.jobId()).forEach(result -> results.put(result.getItemId(), result));
            status.put(
                    "items",
                    skeleton.getItems().stream()
                            .map(item -> Map.of(
                                    "itemId", item.getItemId(),
                                    "title", item.getTitle(),
                                    "outcome",
                                            Optional.ofNullable(results.get(item.getItemId()))
                                                    .map(result ->
                                                            result.getOutcome().name())
                                                    .orElse("GENERATING")))
                            .toList());
        });
        return status;
    }

    static Map<String, Object> summary(Job job) {
        Map<String, Object> summary = new LinkedHashMap<>();
        Instant now = job.hasEnded() ? job.changedAt() : Instant.now();
        summary.put("jobId", job.jobId());
        summary.put("blueprint", job.blueprint());
        summary.put("phase", job.phase());
        if (job.outcome() != null) {
            summary.put("outcome", job.outcome());
        }
        summary.put("itemsTotal", job.itemsTotal());
        summary.put("itemsAccepted", job.itemsAccepted());
        summary.put("itemsFailed", job.itemsFailed());
        summary.put("itemsEscalated", job.itemsEscalated());
        summary.put(
                "cost",
                job.cost().signum() == 0 ? "0" : job.cost().stripTrailingZeros().toPlainString());
        summary.put("requestedAt", job.requestedAt().toString());
        summary.put("elapsedMs", job.elapsed(now).toMillis());
        job.remaining(now).ifPresent(left -> summary.put("remainingMs", left.toMillis()));
        return summary;
    }

    /** Answers from this process's state, or has the process answer that keeps the plan. */
    private ResponseEntity<?> here(String jobId, HttpServletRequest request, Supplier<ResponseEntity<?>> local)
            throws InterruptedException {
        Optional<ResponseEntity<?>> elsewhere = others.answer(queries.keeper(jobId), request);
        return elsewhere.isPresent() ? elsewhere.get() : local.get();
    }

    private static ResponseEntity<?> json(String text) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(text);
    }

    private static ResponseEntity<?> unknown(String jobId) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND,
                        "no plan '" + jobId
                                + "' is known here: it was never submitted, its request has not been read yet, or it"
                                + " ended longer ago than plans are kept"))
                .build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> moving(InvalidStateStoreException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", "2")
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "the state of plans is being restored or moved; ask again"));
    }
}
