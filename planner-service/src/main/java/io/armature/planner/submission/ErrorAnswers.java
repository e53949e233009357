package io.armature.planner.submission;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** No error leaves as anything but a problem: Spring's own ones, and what nobody foresaw. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ErrorAnswers extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    @ExceptionHandler
    ProblemDetail unforeseen(RuntimeException e) {
        LOG.error("a request failed for a reason that nobody foresaw", e);
        return Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Failed",
                "the planner failed on this request; its log says why. Submit it again with the same jobId.");
    }
}
