package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import io.armature.events.DocumentReference;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.PlanCompleted;
import io.armature.events.SkeletonCreated;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents of the plans that this process keeps: finished, or what is there of them. */
@Component
class Documents {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlanQueries queries;
    private final PublishedBlueprints blueprints;

    Documents(PlanQueries queries, PublishedBlueprints blueprints) {
        this.queries = queries;
        this.blueprints = blueprints;
    }

    /** What a plan has to show. */
    sealed interface Found {
        /** JSON text. */
        record Document(String text) implements Found {}

        /** Nothing, and the answer that says why. */
        record Missing(ResponseEntity<?> why) implements Found {}
    }

    /** @param partial whether what is there of a plan that goes on is wanted */
    Found of(Job job, boolean partial) {
        if (job.hasEnded()) {
            Optional<PlanCompleted> last = queries.ended(job.jobId());
            if (last.isEmpty()) {
                return new Found.Missing(Problems.documentDropped(job));
            }
            if (last.get().getDocumentReference() != null) {
                return new Found.Document(apart(job.jobId()));
            }
            String document = last.get().getDocument();
            return document == null ? new Found.Missing(Problems.withoutDocument(job)) : new Found.Document(document);
        }
        Optional<SkeletonCreated> skeleton = queries.skeleton(job.jobId());
        Optional<Blueprint> blueprint = blueprint(job);
        return !partial || skeleton.isEmpty() || blueprint.isEmpty()
                ? new Found.Missing(Problems.notEnded(job))
                : new Found.Document(soFar(blueprint.get(), skeleton.get(), queries.results(job))
                        .toString());
    }

    /** What the last event of an ended plan refers to, where its document is too large for it. */
    Optional<DocumentReference> reference(Job job) {
        return job.hasEnded() ? queries.ended(job.jobId()).map(PlanCompleted::getDocumentReference) : Optional.empty();
    }

    private String apart(String jobId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            queries.document(jobId, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    Optional<Blueprint> blueprint(Job job) {
        return blueprints.find(
                job.request().blueprint(), String.valueOf(job.request().blueprintVersion()));
    }

    private static JsonNode soFar(Blueprint blueprint, SkeletonCreated skeleton, Map<String, ItemCompleted> results) {
        Map<String, JsonNode> contents = new HashMap<>();
        results.forEach((itemId, result) -> {
            if (result.getOutcome() == ItemOutcome.ACCEPTED && result.getContent() != null) {
                contents.put(itemId, JSON.readTree(result.getContent()));
            }
        });
        return blueprint.assemble(JSON.readTree(skeleton.getSkeleton()), contents);
    }
}
