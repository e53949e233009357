package io.armature.planner.submission;

import io.armature.blueprints.Reason;
import io.armature.events.PlanRequested;
import io.armature.planner.PlannerSettings;
import io.armature.planner.intake.Fingerprint;
import io.armature.planner.intake.RequestCheck;
import io.armature.planner.intake.SeenJobs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code POST /plans}: answered with 202 once the request is durable on the topic. */
@RestController
class SubmissionController {
    private static final String RETRY_AFTER_SECONDS = "5";

    private final RequestCheck check;
    private final SeenJobs seen;
    private final RequestPublisher publisher;
    private final PlannerSettings settings;
    private final RecentSubmissions recent = new RecentSubmissions();
    private final Clock clock = Clock.systemUTC();

    SubmissionController(RequestCheck check, SeenJobs seen, RequestPublisher publisher, PlannerSettings settings) {
        this.check = check;
        this.seen = seen;
        this.publisher = publisher;
        this.settings = settings;
    }

    @PostMapping(path = "/plans", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> submit(
            HttpServletRequest http,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent)
            throws IOException, InterruptedException {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return problem(Problems.encoded());
        }
        if (idempotencyKey != null && idempotencyKey.isBlank()) {
            return problem(Problems.of(
                    HttpStatus.BAD_REQUEST, "Empty Idempotency-Key", "give the key a value, or leave the header out"));
        }
        int most = Math.toIntExact(settings.mostRequest().toBytes());
        return switch (SubmissionBody.read(http.getInputStream(), http.getContentLengthLong(), most)) {
            case SubmissionBody.TooLarge tooLarge -> problem(Problems.tooLarge(tooLarge));
            case SubmissionBody.NotJson notJson -> problem(Problems.notJson(notJson));
            case SubmissionBody.Json(JsonNode body) -> submit(body, idempotencyKey, traceparent);
        };
    }

    private ResponseEntity<?> submit(JsonNode body, @Nullable String idempotencyKey, @Nullable String traceparent)
            throws InterruptedException {
        List<Reason> faults = new ArrayList<>();
        SubmittedPlan plan = SubmittedPlan.of(body, faults);
        Instant now = clock.instant();
        String jobId = JobIds.of(plan.jobId(), idempotencyKey, now);
        return switch (check.check(plan.asked(jobId))) {
            case RequestCheck.Checked.Bad(List<Reason> reasons) -> {
                reasons.stream()
                        .filter(reason -> faults.stream()
                                .noneMatch(fault -> fault.pointer().equals(reason.pointer())))
                        .forEach(faults::add);
                yield problem(Problems.badRequest(faults));
            }
            case RequestCheck.Checked.Good(var blueprint) ->
                faults.isEmpty() ? submit(plan.event(jobId, now), traceparent) : problem(Problems.badRequest(faults));
        };
    }

    private ResponseEntity<?> submit(PlanRequested request, @Nullable String traceparent) throws InterruptedException {
        String jobId = request.getJobId();
        String fingerprint = Fingerprint.of(request);
        Optional<String> before = seen.fingerprintOf(jobId).or(() -> recent.remember(jobId, fingerprint));
        if (before.isPresent() && !before.get().equals(fingerprint)) {
            return problem(Problems.taken(jobId));
        }
        try {
            publisher.publish(request, traceparent);
        } catch (KafkaException e) {
            recent.forget(jobId);
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header("Retry-After", RETRY_AFTER_SECONDS)
                    .body(Problems.notStored(jobId, String.valueOf(e.getMessage())));
        }
        URI status = URI.create(settings.statusUrl() + "/plans/" + jobId);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jobId", jobId);
        answer.put("status", status);
        answer.put("document", status + "/document");
        answer.put("events", status + "/events");
        return ResponseEntity.accepted().location(status).body(answer);
    }

    private static ResponseEntity<ProblemDetail> problem(ProblemDetail problem) {
        return ResponseEntity.of(problem).build();
    }
}
