package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import io.armature.assembler.status.Documents.Found;
import io.armature.blueprints.Blueprint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /plans/{jobId}/archive}: the files of a document as a zip. */
@RestController
class ArchiveController {
    private static final String ZIP = "application/zip";

    private final Keeping keeping;
    private final Documents documents;

    ArchiveController(Keeping keeping, Documents documents) {
        this.keeping = keeping;
        this.documents = documents;
    }

    /** The files; with {@code partial=true} those that are there so far. Written as it is read: no copy is made. */
    @GetMapping("/plans/{jobId}/archive")
    @Nullable ResponseEntity<?> archive(
            @PathVariable String jobId,
            @RequestParam(defaultValue = "false") boolean partial,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        return keeping.answer(jobId, request, job -> archive(job, partial, response));
    }

    private @Nullable ResponseEntity<?> archive(Job job, boolean partial, HttpServletResponse response) {
        Optional<Blueprint> blueprint = documents.blueprint(job);
        if (blueprint.isPresent() && !blueprint.get().hasFiles()) {
            return Problems.withoutFiles(job);
        }
        return switch (documents.of(job, partial)) {
            case Found.Missing(ResponseEntity<?> why) -> why;
            case Found.Document(String text) -> {
                if (blueprint.isEmpty()) {
                    yield Problems.later("the plan's blueprint has not been read yet");
                }
                write(blueprint.get(), text, job, response);
                yield null;
            }
        };
    }

    private static void write(Blueprint blueprint, String document, Job job, HttpServletResponse response) {
        response.setContentType(ZIP);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + job.jobId() + ".zip\"");
        try {
            Archive.write(blueprint.files(JsonMapper.shared().readTree(document)), response.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("the archive could not be sent", e);
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> moving(InvalidStateStoreException e) {
        return Problems.later("the state of plans is being restored or moved");
    }
}
