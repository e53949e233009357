package io.armature.assembler.status;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /plans}: the newest plans of all assemblers. */
@RestController
class PlanListController {
    /** Names the assemblers whose plans are missing from a list. */
    static final String INCOMPLETE = "Armature-Incomplete";

    private static final int MOST_LISTED = 500;
    private static final Comparator<Map<String, Object>> NEWEST_FIRST =
            Comparator.<Map<String, Object>, Instant>comparing(
                            plan -> Instant.parse(String.valueOf(plan.get("requestedAt"))))
                    .reversed()
                    .thenComparing(plan -> String.valueOf(plan.get("jobId")));

    private final PlanQueries queries;
    private final OtherAssemblers others;
    private final Clock clock = Clock.systemUTC();

    PlanListController(PlanQueries queries, OtherAssemblers others) {
        this.queries = queries;
        this.others = others;
    }

    /**
     * The newest plans, the newest first.
     *
     * @param before only plans requested before then, an instant in ISO 8601: the {@code requestedAt} of the last one
     *     listed gives the next page
     */
    @GetMapping("/plans")
    ResponseEntity<?> plans(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String before,
            @RequestHeader(name = OtherAssemblers.FORWARDED, required = false) @Nullable String forwarded)
            throws InterruptedException {
        int most = Math.clamp(limit, 1, MOST_LISTED);
        Instant until;
        try {
            until = before == null ? Instant.MAX : Instant.parse(before);
        } catch (DateTimeParseException e) {
            return ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                            HttpStatus.BAD_REQUEST,
                            "before is no instant; give one like 2026-11-21T08:00:00Z, for example the requestedAt of"
                                    + " the last plan of a list"))
                    .build();
        }
        Instant now = clock.instant();
        List<Map<String, Object>> plans = new ArrayList<>(queries.newest(until, most).stream()
                .map(job -> PlanView.summary(job, now))
                .toList());
        if (forwarded != null) {
            return ResponseEntity.ok(plans);
        }
        OtherAssemblers.Lists elsewhere =
                others.lists(queries.keepers(), "/plans?limit=" + most + (before == null ? "" : "&before=" + until));
        plans.addAll(elsewhere.plans());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (!elsewhere.silent().isEmpty()) {
            answer.header(INCOMPLETE, String.join(", ", elsewhere.silent()));
        }
        return answer.body(plans.stream().sorted(NEWEST_FIRST).limit(most).toList());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> moving(InvalidStateStoreException e) {
        return Problems.later("the state of plans is being restored or moved");
    }
}
