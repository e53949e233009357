package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Events.document;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.skeleton;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.DocumentReference;
import io.armature.events.ItemCompleted;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents larger than an event may be are kept beside it, and it refers to them. */
class LargeDocumentsTest {
    private static final int LARGEST_END = 4_000;
    private static final int LARGEST_DOCUMENT = 3 * KeptDocuments.PIECE;

    @TempDir
    private Path state;

    private AssemblyDriver assembly;

    @BeforeEach
    void start() throws Exception {
        assembly = new AssemblyDriver(state, AssemblyDriver.bounds(LARGEST_END, LARGEST_DOCUMENT));
    }

    @AfterEach
    void stop() {
        assembly.close();
    }

    @Test
    void theEndRefersToTheDocumentWithItsLengthAndDigest() throws Exception {
        end("job", 2 * KeptDocuments.PIECE + 7);

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(end.getReasons()).isEmpty();
        assertThat(end.getDocument()).isNull();
        DocumentReference reference = end.getDocumentReference();
        assertThat(reference.getPath()).isEqualTo("/plans/job/document");
        assertThat(reference.getKeptUntil()).isEqualTo(Events.START.plus(Duration.ofHours(8)));
        byte[] kept = assembly.keptDocument("job").getBytes(StandardCharsets.UTF_8);
        assertThat(reference.getLength()).isEqualTo(kept.length).isGreaterThan(2 * KeptDocuments.PIECE);
        assertThat(reference.getSha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(kept)));
        assertThat(assembly.keptDocument("job")).startsWith("{\"parts\":[\"").endsWith("\"]}");
        assertThat(assembly.entries(Stores.DOCUMENTS)).isEqualTo(3);
    }

    @Test
    void aDocumentThatFitsIsInTheEventThoughItsAttemptsAreNot() {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", PLANNING, List.of("a")));
        ItemCompleted result = done("job", PLANNING, "a");
        assembly.send(ItemCompleted.newBuilder(result)
                .setAttempts(java.util.stream.IntStream.range(0, 200)
                        .mapToObj(i -> attempt("attempt-" + i, 0, "0.001"))
                        .toList())
                .build());

        PlanCompleted end = onlyEnd();
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"id\":\"a\"}]}");
        assertThat(end.getDocumentReference()).isNull();
        assertThat(end.getItems().getFirst().getAttempts()).isEmpty();
        assertThat(end.getBill().getTotal().getCalls()).isEqualTo(200);
        assertThat(assembly.entries(Stores.DOCUMENTS)).isZero();
    }

    @Test
    void aDocumentOfASingleCallIsReferredToAsWell() {
        assembly.send(accepted("job"));
        assembly.send(document("job", "{\"parts\":[\"" + "x".repeat(LARGEST_END) + "\"]}"));

        assertThat(onlyEnd().getDocumentReference().getLength()).isGreaterThan(LARGEST_END);
    }

    @Test
    void aDocumentThatNobodyKeepsFailsItsPlanWithThatReasonAndItsBill() {
        end("job", LARGEST_DOCUMENT + 1);

        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.getDocument()).isNull();
        assertThat(end.getDocumentReference()).isNull();
        assertThat(end.getReasons()).extracting(Reason::getCode).containsExactly("too-large");
        assertThat(end.getReasons().getFirst().getMessage()).contains("largest-document");
        assertThat(assembly.entries(Stores.DOCUMENTS)).isZero();
    }

    @Test
    void itIsKeptAsLongAsItsEventSaysAndAnotherPlansIsNotTouched() {
        end("job", LARGEST_END);
        assembly.pass(Duration.ofHours(4));
        end("job2", LARGEST_END);
        assembly.pass(Duration.ofHours(2));

        assertThat(assembly.keptDocument("job")).isNotEmpty();
        assertThat(assembly.entries(assembly.tables.ended())).isEqualTo(2);

        assembly.pass(Duration.ofHours(2).plusSeconds(5));

        assertThat(assembly.keptDocument("job")).isEmpty();
        assertThat(assembly.keptDocument("job2")).isNotEmpty();
        assembly.pass(Duration.ofHours(5));
        assertThat(assembly.entries(Stores.DOCUMENTS)).isZero();
        assertThat(assembly.entries(assembly.tables.ended())).isZero();
    }

    private void end(String job, int characters) {
        assembly.send(accepted(job));
        assembly.send(skeleton(job, PLANNING, List.of("a")));
        assembly.send(ItemCompleted.newBuilder(done(job, PLANNING, "a"))
                .setContent("\"" + "x".repeat(characters) + "\"")
                .build());
    }

    private PlanCompleted onlyEnd() {
        List<PlanCompleted> ends = assembly.ends();
        assertThat(ends).hasSize(1);
        return ends.getFirst();
    }
}
