package io.armature.assembler.job;

import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, as far as its events have come.
 *
 * @param blueprint its id; empty while unknown
 * @param blueprintVersion null while unknown, and where the request named no blueprint that exists
 * @param requestedAt when the caller asked; while that is unknown, when the first event of the plan came
 * @param deadline when the plan ends with what it has; null until the accepted request has come
 */
public record Request(
        String blueprint,
        @Nullable String blueprintVersion,
        @Nullable String tenant,
        Instant requestedAt,
        @Nullable Instant deadline) {
    static Request unknown(Instant now) {
        return new Request("", null, null, now, null);
    }

    static Request of(PlanAccepted event) {
        return new Request(
                event.getBlueprint(),
                event.getBlueprintVersion(),
                event.getTenant(),
                event.getRequestedAt(),
                event.getDeadline());
    }

    static Request of(PlanAborted event) {
        return new Request(
                event.getBlueprint(), event.getBlueprintVersion(), event.getTenant(), event.getRequestedAt(), null);
    }

    Request on(String id, String version) {
        return new Request(id, version, tenant, requestedAt, deadline);
    }
}
