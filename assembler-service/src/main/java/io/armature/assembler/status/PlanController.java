package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import io.armature.events.ItemOutcome;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
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

/** {@code GET /plans/{jobId}} and {@code /plans/{jobId}/document}. */
@RestController
class PlanController {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlanQueries queries;
    private final OtherAssemblers others;
    private final PublishedBlueprints blueprints;
    private final Clock clock = Clock.systemUTC();

    PlanController(PlanQueries queries, OtherAssemblers others, PublishedBlueprints blueprints) {
        this.queries = queries;
        this.others = others;
        this.blueprints = blueprints;
    }

    /** Where a plan stands; once it has ended, its items, reasons and bill. */
    @GetMapping("/plans/{jobId}")
    ResponseEntity<?> plan(@PathVariable String jobId, HttpServletRequest request) throws InterruptedException {
        return here(jobId, request, job -> ResponseEntity.ok(status(job)));
    }

    /** The finished document; with {@code partial=true} what is there so far. */
    @GetMapping("/plans/{jobId}/document")
    ResponseEntity<?> document(
            @PathVariable String jobId,
            @RequestParam(defaultValue = "false") boolean partial,
            HttpServletRequest request)
            throws InterruptedException {
        return here(jobId, request, job -> document(job, partial));
    }

    private ResponseEntity<?> document(Job job, boolean partial) {
        if (job.hasEnded()) {
            Optional<PlanCompleted> last = queries.ended(job.jobId());
            if (last.isEmpty()) {
                return Problems.documentDropped(job);
            }
            String document = last.get().getDocument();
            return document == null ? Problems.withoutDocument(job) : json(document);
        }
        Optional<SkeletonCreated> skeleton = queries.skeleton(job.jobId());
        Optional<Blueprint> blueprint = blueprints.find(
                job.request().blueprint(), String.valueOf(job.request().blueprintVersion()));
        if (!partial || skeleton.isEmpty() || blueprint.isEmpty()) {
            return Problems.notEnded(job);
        }
        return json(blueprint
                .get()
                .assemble(JSON.readTree(skeleton.get().getSkeleton()), contents(job))
                .toString());
    }

    private Map<String, JsonNode> contents(Job job) {
        Map<String, JsonNode> contents = new HashMap<>();
        queries.results(job).forEach((itemId, result) -> {
            if (result.getOutcome() == ItemOutcome.ACCEPTED && result.getContent() != null) {
                contents.put(itemId, JSON.readTree(result.getContent()));
            }
        });
        return contents;
    }

    private Map<String, Object> status(Job job) {
        if (job.hasEnded()) {
            return queries.ended(job.jobId())
                    .map(last -> PlanView.ended(job, last, clock.instant()))
                    .orElseGet(() -> PlanView.summary(job, clock.instant()));
        }
        return queries.skeleton(job.jobId())
                .map(skeleton -> PlanView.generating(job, skeleton, queries.results(job), clock.instant()))
                .orElseGet(() -> PlanView.summary(job, clock.instant()));
    }

    /** Answers from this process's state, or has the process answer that keeps the plan. */
    private ResponseEntity<?> here(String jobId, HttpServletRequest request, Function<Job, ResponseEntity<?>> local)
            throws InterruptedException {
        Optional<ResponseEntity<?>> elsewhere = others.answer(queries.keeper(jobId), request);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        Optional<Job> job = queries.job(jobId);
        return job.isPresent() ? local.apply(job.get()) : Problems.unknownPlan(jobId);
    }

    private static ResponseEntity<?> json(String text) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(text);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> moving(InvalidStateStoreException e) {
        return Problems.later("the state of plans is being restored or moved");
    }
}
