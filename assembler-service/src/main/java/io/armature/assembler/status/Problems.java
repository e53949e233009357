package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What cannot be answered, as RFC 9457 problem details: what happened, and what to do now. */
final class Problems {
    private static final String AGAIN_IN_SECONDS = "2";

    private Problems() {}

    static ResponseEntity<?> unknownPlan(String jobId) {
        return problem(
                HttpStatus.NOT_FOUND,
                jobId,
                "no plan '" + jobId
                        + "' is known here: it was never submitted, its request has not been read yet, or it"
                        + " ended longer ago than that is remembered");
    }

    static ResponseEntity<?> notEnded(Job job) {
        return problem(
                HttpStatus.CONFLICT,
                job.jobId(),
                "the plan is not finished: " + job.phase() + ", " + job.items().done() + " of "
                        + job.items().total() + " items; ask with partial=true for what is there, or follow /plans/"
                        + job.jobId() + "/events");
    }

    static ResponseEntity<?> withoutDocument(Job job) {
        return problem(
                HttpStatus.NOT_FOUND,
                job.jobId(),
                "the plan ended as " + job.outcome() + " and has no document; GET /plans/" + job.jobId()
                        + " tells the reasons");
    }

    static ResponseEntity<?> withoutFiles(Job job) {
        return problem(
                HttpStatus.NOT_FOUND,
                job.jobId(),
                "documents of blueprint " + job.request().blueprint() + " hold no files; GET /plans/" + job.jobId()
                        + "/document gives the document");
    }

    static ResponseEntity<?> documentDropped(Job job) {
        return problem(
                HttpStatus.GONE,
                job.jobId(),
                "the plan ended as " + job.outcome() + " at " + job.changedAt()
                        + ", longer ago than documents are kept here; its event on the topic plan.completed is the"
                        + " lasting record");
    }

    /** State is being restored or moves to another process. */
    static ResponseEntity<ProblemDetail> later(String why) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", AGAIN_IN_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, why + "; ask again"));
    }

    private static ResponseEntity<?> problem(HttpStatus status, String jobId, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("jobId", jobId);
        return ResponseEntity.of(problem).build();
    }
}
