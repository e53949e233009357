package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers from this process's state, or has the process answer that keeps the plan. */
@Component
class Keeping {
    private final PlanQueries queries;
    private final OtherAssemblers others;

    Keeping(PlanQueries queries, OtherAssemblers others) {
        this.queries = queries;
        this.others = others;
    }

    /** @param local answers for a plan that is kept here; null when it has written the answer itself */
    @Nullable ResponseEntity<?> answer(String jobId, HttpServletRequest request, Function<Job, @Nullable ResponseEntity<?>> local)
            throws InterruptedException {
        Optional<ResponseEntity<?>> elsewhere = others.answer(queries.keeper(jobId), request);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        Optional<Job> job = queries.job(jobId);
        return job.isPresent() ? local.apply(job.get()) : Problems.unknownPlan(jobId);
    }
}
