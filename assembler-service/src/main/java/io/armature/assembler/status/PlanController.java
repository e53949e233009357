package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import io.armature.assembler.status.Documents.Found;
import io.armature.blueprints.Blueprint;
import io.armature.events.DocumentReference;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /plans/{jobId}} and {@code /plans/{jobId}/document}. */
@RestController
class PlanController {
    /** As RFC 9530 has it. */
    static final String DIGEST = "Repr-Digest";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlanQueries queries;
    private final Keeping keeping;
    private final Documents documents;
    private final Clock clock = Clock.systemUTC();

    PlanController(PlanQueries queries, Keeping keeping, Documents documents) {
        this.queries = queries;
        this.keeping = keeping;
        this.documents = documents;
    }

    /** Where a plan stands; once it has ended, its items, reasons and bill. */
    @GetMapping("/plans/{jobId}")
    @Nullable ResponseEntity<?> plan(@PathVariable String jobId, HttpServletRequest request) throws InterruptedException {
        return keeping.answer(jobId, request, job -> ResponseEntity.ok(status(job)));
    }

    /** The finished document; with {@code partial=true} what is there so far. */
    @GetMapping("/plans/{jobId}/document")
    @Nullable ResponseEntity<?> document(
            @PathVariable String jobId,
            @RequestParam(defaultValue = "false") boolean partial,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        return keeping.answer(jobId, request, job -> document(job, partial, response));
    }

    private @Nullable ResponseEntity<?> document(Job job, boolean partial, HttpServletResponse response) {
        Optional<DocumentReference> large = documents.reference(job);
        if (large.isPresent()) {
            write(job, large.get(), response);
            return null;
        }
        return switch (documents.of(job, partial)) {
            case Found.Document(String text) ->
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(text);
            case Found.Missing(ResponseEntity<?> why) -> why;
        };
    }

    /** Piece by piece: it may be larger than is good to hold in memory. One that breaks off is shorter than it says. */
    private void write(Job job, DocumentReference large, HttpServletResponse response) {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLengthLong(large.getLength());
        response.setHeader(
                DIGEST,
                "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(large.getSha256())) + ":");
        try {
            queries.document(job.jobId(), response.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("the document could not be sent", e);
        }
    }

    private Map<String, Object> status(Job job) {
        if (job.hasEnded()) {
            return queries.ended(job.jobId())
                    .map(last -> PlanView.ended(job, last, files(job), clock.instant()))
                    .orElseGet(() -> PlanView.summary(job, clock.instant()));
        }
        return queries.skeleton(job.jobId())
                .map(skeleton -> PlanView.generating(job, skeleton, queries.results(job), files(job), clock.instant()))
                .orElseGet(() -> PlanView.summary(job, clock.instant()));
    }

    /** How many files each accepted item holds, in the document's order; none where documents hold no files. */
    private List<Integer> files(Job job) {
        Optional<Blueprint> blueprint = documents.blueprint(job).filter(Blueprint::hasFiles);
        return blueprint.isPresent() && documents.of(job, true) instanceof Found.Document(String text)
                ? blueprint.get().fileCounts(JSON.readTree(text))
                : List.of();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> moving(InvalidStateStoreException e) {
        return Problems.later("the state of plans is being restored or moved");
    }
}
