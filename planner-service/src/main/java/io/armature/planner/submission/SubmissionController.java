package io.armature.planner.submission;

import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.events.PlanRequested;
import io.armature.planner.PlannerSettings;
import io.armature.planner.ServedBlueprints;
import io.armature.planner.intake.RequestCheck;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /plans} and {@code GET /blueprints}. A plan is answered with 202 once its request is durable on the
 * topic.
 */
@RestController
class SubmissionController {
    private static final int MONEY_SCALE = 12;

    private final RequestCheck check;
    private final ServedBlueprints blueprints;
    private final EventPublisher publisher;
    private final PlannerSettings settings;
    private final Clock clock = Clock.systemUTC();

    SubmissionController(
            RequestCheck check, ServedBlueprints blueprints, EventPublisher publisher, PlannerSettings settings) {
        this.check = check;
        this.blueprints = blueprints;
        this.publisher = publisher;
        this.settings = settings;
    }

    @PostMapping("/plans")
    ResponseEntity<?> submit(
            @RequestBody SubmittedPlan plan,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent)
            throws InterruptedException {
        String jobId = jobId(plan, idempotencyKey);
        String blueprint = Optional.ofNullable(plan.blueprint()).orElse("");
        String input = Optional.ofNullable(plan.input()).map(JsonNode::toString).orElse("null");
        return switch (check.check(jobId, blueprint, input, plan.maxCost())) {
            case RequestCheck.Checked.Bad(List<Reason> reasons) ->
                ResponseEntity.unprocessableContent().body(problem(reasons));
            case RequestCheck.Checked.Good(Blueprint good) -> {
                // Only now: writing 1e999999999 out with twelve decimals would take all memory.
                BigDecimal maxCost =
                        plan.maxCost() == null ? null : plan.maxCost().setScale(MONEY_SCALE, RoundingMode.UP);
                publish(jobId, good, input, plan.tenant(), maxCost, traceparent);
                URI status = URI.create(settings.statusUrl() + "/plans/" + jobId);
                yield ResponseEntity.accepted()
                        .location(status)
                        .body(Map.of(
                                "jobId",
                                jobId,
                                "status",
                                status,
                                "document",
                                status + "/document",
                                "events",
                                status + "/events"));
            }
        };
    }

    @GetMapping("/blueprints")
    List<Map<String, Object>> blueprints() {
        return blueprints.all().stream().map(SubmissionController::summary).toList();
    }

    @GetMapping("/blueprints/{id}")
    ResponseEntity<?> blueprint(@PathVariable String id) {
        return blueprints
                .find(id)
                .<ResponseEntity<?>>map(b -> ResponseEntity.ok(
                        Map.of("id", b.id(), "version", b.version(), "title", b.title(), "input", b.inputSchema())))
                .orElseGet(() -> ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                                HttpStatus.NOT_FOUND, "there is no blueprint '" + id + "'; GET /blueprints lists them"))
                        .build());
    }

    private static Map<String, Object> summary(Blueprint b) {
        return Map.of("id", b.id(), "version", b.version(), "title", b.title());
    }

    /** The same key again is the same job, whatever form the key has. */
    private static String jobId(SubmittedPlan plan, @Nullable String idempotencyKey) {
        if (plan.jobId() != null) {
            return plan.jobId();
        }
        if (idempotencyKey == null) {
            return UUID.randomUUID().toString();
        }
        return idempotencyKey.matches("[A-Za-z0-9._-]{1,128}")
                ? idempotencyKey
                : UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    private void publish(
            String jobId,
            Blueprint blueprint,
            String input,
            @Nullable String tenant,
            @Nullable BigDecimal maxCost,
            @Nullable String traceparent)
            throws InterruptedException {
        Instant now = clock.instant();
        Headers cause = new RecordHeaders();
        if (traceparent != null) {
            cause.add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        }
        PlanRequested request = PlanRequested.newBuilder()
                .setJobId(jobId)
                .setBlueprint(blueprint.id())
                .setInput(input)
                .setTenant(tenant)
                .setMaxCost(maxCost)
                .setRequestedAt(now)
                .build();
        publisher.publish(
                Topic.PLAN_REQUESTS,
                jobId,
                request,
                EventHeaders.of(Topic.PLAN_REQUESTS, "planner-service", now, cause, tenant));
    }

    private static ProblemDetail problem(List<Reason> reasons) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "the request has " + reasons.size() + " fault(s); nothing was submitted");
        problem.setTitle("Bad plan request");
        problem.setProperty("reasons", reasons);
        return problem;
    }

    @org.springframework.web.bind.annotation.ExceptionHandler
    ResponseEntity<ProblemDetail> backboneAway(KafkaException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the request could not be stored: " + e.getMessage() + "; submit it again");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", "5")
                .body(problem);
    }
}
