package io.armature.planner.submission;

import io.armature.blueprints.Reason;
import io.armature.events.Mode;
import io.armature.events.PlanRequested;
import io.armature.planner.intake.Fingerprint;
import io.armature.planner.intake.PlainAvro;
import io.armature.planner.intake.RequestCheck;
import io.armature.planner.intake.Requests;
import io.armature.topics.Topic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What must hold of any body of {@code POST /plans}: it is refused with reasons that can be told, or it becomes an
 * event that can be written, and that intake finds good as well. {@code FuzzBodiesTest} runs it for seconds, a
 * coverage-guided fuzzer for as long as it is let (see docs/hostile-input.md).
 */
public final class BodyFuzz {
    static {
        Topic.values(); // Whoever loads it trusts the generated events.
    }

    private static final int MOST = 300_000;
    private static final RequestCheck CHECK = Requests.check();
    private static final PlainAvro AVRO = new PlainAvro();

    private BodyFuzz() {}

    /** The entry that coverage-guided fuzzers call. */
    public static void fuzzerTestOneInput(byte[] body) {
        SubmissionBody read;
        try {
            read = SubmissionBody.read(new ByteArrayInputStream(body), -1, MOST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        switch (read) {
            case SubmissionBody.TooLarge(long most) -> require(body.length > most, "it is not too large");
            case SubmissionBody.NotJson(String why, int line, int column) ->
                require(
                        !why.isBlank() && why.length() < 1_000 && line >= 0 && column >= 0,
                        "it cannot be told: " + why);
            case SubmissionBody.Json(JsonNode json) -> submitted(json);
        }
    }

    private static void submitted(JsonNode body) {
        List<Reason> faults = new ArrayList<>();
        SubmittedPlan plan = SubmittedPlan.of(body, faults);
        String jobId = JobIds.of(plan.jobId(), null, Instant.EPOCH);
        switch (CHECK.check(plan.asked(jobId))) {
            case RequestCheck.Checked.Bad(List<Reason> reasons) -> faults.addAll(reasons);
            case RequestCheck.Checked.Good(var blueprint) -> {
                if (faults.isEmpty()) {
                    accepted(plan, jobId);
                }
            }
        }
        if (!faults.isEmpty()) {
            Problems.badRequest(faults);
        }
        for (Reason fault : faults) {
            require(!fault.message().isBlank(), "a fault says nothing: " + fault);
            require(fault.message().length() <= 2_100, "a fault is too long to be told: " + fault);
        }
    }

    private static void accepted(SubmittedPlan plan, String jobId) {
        var event = plan.event(jobId, Instant.EPOCH);
        Fingerprint.of(event);
        PlanRequested arrived =
                (PlanRequested) AVRO.deserialize("plan.requests", AVRO.serialize("plan.requests", event));
        require(
                CHECK.check(new RequestCheck.Asked(
                                arrived.getJobId(),
                                arrived.getBlueprint(),
                                arrived.getInput(),
                                arrived.getTenant(),
                                arrived.getMaxCost(),
                                arrived.getMode() == Mode.SINGLE_CALL,
                                arrived.getModel()))
                        instanceof RequestCheck.Checked.Good,
                "what the door took, intake does not: " + arrived);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
