package io.armature.planner.submission;

import io.armature.blueprints.Reason;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Errors as RFC 9457 has them: a title that stays the same, a detail that says what to do. */
final class Problems {
    private Problems() {}

    static ProblemDetail of(HttpStatusCode status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }

    static ProblemDetail badRequest(List<Reason> reasons) {
        ProblemDetail problem = of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "Bad plan request",
                "the request has " + reasons.size() + " fault(s); nothing was submitted");
        problem.setProperty("reasons", reasons);
        return problem;
    }

    static ProblemDetail notJson(SubmissionBody.NotJson body) {
        ProblemDetail problem = of(HttpStatus.BAD_REQUEST, "Not JSON", "the body is not JSON: " + body.why());
        if (body.line() > 0) {
            problem.setProperty("line", body.line());
            problem.setProperty("column", body.column());
        }
        return problem;
    }

    static ProblemDetail encoded() {
        return of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "Encoded body",
                "send the body as it is, without Content-Encoding; nothing was submitted");
    }

    static ProblemDetail tooLarge(SubmissionBody.TooLarge body) {
        return of(
                HttpStatus.CONTENT_TOO_LARGE,
                "Request too large",
                "a request may have " + body.most() + " bytes at most; nothing was submitted");
    }

    static ProblemDetail taken(String jobId) {
        return of(
                HttpStatus.CONFLICT,
                "The id is taken",
                "the jobId '" + jobId + "' was used before for another request; nothing was submitted. Send the same"
                        + " request again, or another jobId or Idempotency-Key.");
    }

    static ProblemDetail notStored(String jobId, String why) {
        ProblemDetail problem = of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Not stored",
                "it is not sure that the request was stored: " + why + "; submit it again with this jobId, which"
                        + " makes it the same job");
        problem.setProperty("jobId", jobId);
        return problem;
    }
}
